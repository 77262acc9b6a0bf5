import { access, constants, mkdir, mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { GITHUB_ISSUER } from '../../github/publisher.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import { nameBeside } from '../../run/adjacent-name.ts';
import type { Deps } from '../../run/deps.ts';
import { sigstoreIdTokens } from '../../run/signing/job.ts';
import {
  attestationEnding,
  attestSubjects,
  type GivenAttestations,
  type SubjectAttestation,
} from '../../run/signing/sign-subjects.ts';
import { unwritable, writeTexts } from '../../run/signing/write-files.ts';
import { expectUntouched } from '../../run/unchanged-files.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';
import { PUBLISH_PREDICATE_TYPE } from '../../sigstore/model/statement.ts';
import { withSigningSession } from '../../sigstore/sign/signing-session.ts';
import { logSearchUrl, type SigstoreInstance } from '../../sigstore/sigstore-instance.ts';
import { createAttestationVerifier } from '../../sigstore/verify/attestation-verifier.ts';
import type { PublishConfig } from '../config.ts';
import type { JobIdentity } from '../identity.ts';
import type { ReleaseRecord } from '../report.ts';

/** The attestations of each file, by file name. */
export type ReleaseAttestations = ReadonlyMap<string, readonly Attestation[]>;

/** What attesting a release needs; everything was read and asked before. */
export interface AttestRelease {
  readonly distributions: readonly Distribution[];
  readonly identity: JobIdentity;
  readonly instance: SigstoreInstance;
  readonly given: GivenAttestations;
  /** Where the attestations are written; exists. */
  readonly directory: string;
}

/**
 * Attests every file of a release, and writes the attestations down only when all of them
 * are made and verified, and every file is still what was attested.
 * @throws PublishError of {@link attestSubjects}, `file-changed`
 */
export async function attestRelease(
  input: AttestRelease,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<ReleaseAttestations> {
  const { distributions, identity, instance, given } = input;
  record.logSearchUrl = logSearchUrl(instance);
  const { owner, repository, workflow } = identity.publisher;
  const idToken = sigstoreIdTokens(config.signing.budgetMs, deps);
  const all = await withSigningSession(
    { ...config.signing, ...instance, idToken },
    deps,
    (session) =>
      attestSubjects({
        subjects: distributions,
        identity: { issuer: GITHUB_ISSUER, repository: `${owner}/${repository}`, workflow },
        claims: identity.idToken.claims,
        session,
        verifier: createAttestationVerifier(instance.trustedRoot, instance.staleBecause),
        given,
        slsaProvenance: config.signing.slsaProvenance,
        log: deps.log,
        mayGoWithout: (error) => goesWithout(error, given, config, record, deps),
      }),
  );
  await expectUntouched(distributions);
  await write(all, input.directory, record, deps);
  const byFile = Map.groupBy(all, ({ subject }) => subject.filename);
  return new Map(
    [...byFile].map(([name, files]) => [name, files.map(({ attestation }) => attestation)]),
  );
}

/** `attestations: if-available`: an outage of Sigstore does not stop the release. */
function goesWithout(
  error: unknown,
  given: GivenAttestations,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): boolean {
  const isOutage = error instanceof PublishError && error.cause instanceof RequestFailure;
  if (config.attestations !== 'if-available' || !isOutage) return false;
  record.unattestedBecause = error.message;
  deps.log.warning(
    `Publishing without ${given.size > 0 ? 'new ' : ''}attestations, because \`attestations\` is if-available: ${error.message} They cannot be added later.`,
  );
  return true;
}

async function write(
  all: readonly SubjectAttestation[],
  directory: string,
  record: ReleaseRecord,
  deps: Deps,
): Promise<void> {
  if (all.length === 0) return;
  const pathOf = ({ subject, predicateType }: SubjectAttestation) =>
    join(directory, nameBeside(subject.filename, attestationEnding(predicateType)));
  await writeTexts(new Map(all.map((one) => [pathOf(one), JSON.stringify(one.attestation)])));
  record.attestationsDirectory = directory;
  for (const one of all) {
    const { filename } = one.subject;
    const [entry] = one.attestation.verification_material.transparency_entries;
    const publishes = one.predicateType === PUBLISH_PREDICATE_TYPE;
    if (publishes) {
      record.update(filename, { attestationPath: pathOf(one), logIndex: entry?.logIndex });
    }
    const what = publishes ? 'attested' : 'SLSA provenance';
    deps.log.info(`${filename}: ${what}, log index ${entry?.logIndex ?? 'unknown'}`);
  }
}

/**
 * Makes the directory for a release's attestations before anything is asked or signed: the
 * one that was asked for, or a new one for this run alone.
 * @throws PublishError `invalid-configuration` where it cannot be written
 */
export async function makeAttestationsDirectory(config: PublishConfig): Promise<string> {
  const { attestationsDirectory, workspace, tempDirectory } = config;
  const directory = resolve(workspace, attestationsDirectory ?? tempDirectory);
  try {
    if (attestationsDirectory === undefined) {
      return await mkdtemp(join(directory, 'pypi-attestations-'));
    }
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
    return directory;
  } catch (cause) {
    throw unwritable(directory, cause);
  }
}
