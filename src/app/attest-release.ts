import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createAttestationVerifier } from '../attestation/attestation-verifier.ts';
import { signStatements } from '../attestation/signing.ts';
import type { SigstoreInstance } from '../attestation/sigstore-instance.ts';
import type { Attestation } from '../formats/attestation.ts';
import type { Distribution } from '../formats/distribution.ts';
import type { IdTokenClaims } from '../formats/oidc.ts';
import { slsaProvenanceStatement } from '../formats/slsa-provenance.ts';
import {
  type PredicateType,
  PUBLISH_PREDICATE_TYPE,
  publishStatement,
  SLSA_PREDICATE_TYPE,
} from '../formats/statement.ts';
import { requestIdToken } from '../identity/id-token.ts';
import { GITHUB_ISSUER } from '../identity/publisher.ts';
import type { PublishConfig } from './config.ts';
import type { Deps } from './deps.ts';
import type { GivenAttestations } from './given-attestations.ts';
import type { JobIdentity } from './identify.ts';
import type { ReleaseRecord } from './release-record.ts';

/** The audience that Fulcio wants in ID tokens. */
const SIGSTORE_AUDIENCE = 'sigstore';

/** The attestations of each file, by file name. */
export type ReleaseAttestations = ReadonlyMap<string, readonly Attestation[]>;

export interface AttestRelease {
  readonly distributions: readonly Distribution[];
  readonly identity: JobIdentity;
  readonly instance: SigstoreInstance;
  readonly given: GivenAttestations;
}

/** One attestation of one file, wherever it came from. */
interface FileAttestation {
  readonly distribution: Distribution;
  readonly predicateType: PredicateType;
  readonly attestation: Attestation;
}

/**
 * Signs what is not given, verifies every attestation as the index will, and only then
 * writes them down.
 * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`,
 *   `invalid-attestation`, `id-token-unavailable`
 */
export async function attestRelease(
  input: AttestRelease,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<ReleaseAttestations> {
  const all = [...given(input), ...(await sign(input, config, deps))];
  const verifier = createAttestationVerifier(input.instance.trustedRoot);
  const { owner, repository, workflow } = input.identity.publisher;
  const signedBy = { issuer: GITHUB_ISSUER, repository: `${owner}/${repository}`, workflow };
  for (const { attestation, distribution } of all) {
    verifier.verify(attestation, distribution, signedBy);
  }
  const directory = await attestationsDirectory(config);
  record.attestationsDirectory = directory;
  for (const file of all) await write(file, directory, record, deps);
  const byFile = Map.groupBy(all, ({ distribution }) => distribution.filename);
  return new Map(
    [...byFile].map(([name, files]) => [name, files.map(({ attestation }) => attestation)]),
  );
}

function given(input: AttestRelease): readonly FileAttestation[] {
  return input.distributions.flatMap((distribution) =>
    (input.given.get(distribution.filename) ?? []).map(({ attestation, statement }) => ({
      distribution,
      predicateType: statement.predicateType,
      attestation,
    })),
  );
}

async function sign(
  input: AttestRelease,
  config: PublishConfig,
  deps: Deps,
): Promise<readonly FileAttestation[]> {
  const { idTokenEndpoint } = deps;
  if (!idTokenEndpoint) throw new TypeError('an identity without an ID-token endpoint');
  const wanted = input.distributions.flatMap((distribution) =>
    missingTypes(distribution, input.given, config).map((predicateType) => ({
      distribution,
      predicateType,
      statement: statementOf(distribution, predicateType, input.identity.idToken.claims),
    })),
  );
  if (wanted.length === 0) return [];
  const { budgetMs, concurrency } = config.signing;
  const signed = await signStatements(
    {
      statements: wanted.map((file) => file.statement),
      fulcioUrl: input.instance.fulcioUrl,
      rekorUrl: input.instance.rekorUrl,
      idToken: () => requestIdToken(SIGSTORE_AUDIENCE, idTokenEndpoint, deps, budgetMs),
      budgetMs,
      concurrency,
    },
    deps,
  );
  return wanted.flatMap(({ distribution, predicateType }, place) => {
    const attestation = signed[place];
    return attestation ? [{ distribution, predicateType, attestation }] : [];
  });
}

function missingTypes(
  { filename }: Distribution,
  givenAttestations: GivenAttestations,
  { slsaProvenance }: PublishConfig,
): readonly PredicateType[] {
  const there = (givenAttestations.get(filename) ?? []).map((one) => one.statement.predicateType);
  const wanted: readonly PredicateType[] = slsaProvenance
    ? [PUBLISH_PREDICATE_TYPE, SLSA_PREDICATE_TYPE]
    : [PUBLISH_PREDICATE_TYPE];
  return wanted.filter((type) => !there.includes(type));
}

function statementOf(
  distribution: Distribution,
  type: PredicateType,
  claims: IdTokenClaims,
): Buffer {
  return type === PUBLISH_PREDICATE_TYPE
    ? publishStatement(distribution)
    : slsaProvenanceStatement(distribution, claims);
}

/** `FILE.publish.attestation` and `FILE.slsa.attestation`, as twine and uv look for them. */
async function write(
  { distribution, predicateType, attestation }: FileAttestation,
  directory: string,
  record: ReleaseRecord,
  deps: Deps,
): Promise<void> {
  const { filename } = distribution;
  const publishes = predicateType === PUBLISH_PREDICATE_TYPE;
  const path = join(directory, `${filename}.${publishes ? 'publish' : 'slsa'}.attestation`);
  await writeFile(path, JSON.stringify(attestation));
  const logIndex = attestation.verification_material.transparency_entries[0]?.logIndex;
  if (publishes) record.update(filename, { attestationPath: path, logIndex });
  const what = publishes ? 'attested' : 'SLSA provenance';
  deps.log.info(`${filename}: ${what}, log index ${logIndex ?? 'unknown'}`);
}

async function attestationsDirectory(config: PublishConfig): Promise<string> {
  if (config.attestationsDirectory === undefined) {
    return mkdtemp(join(config.tempDirectory, 'pypi-attestations-'));
  }
  const directory = resolve(config.workspace, config.attestationsDirectory);
  await mkdir(directory, { recursive: true });
  return directory;
}
