import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createAttestationVerifier } from '../attestation/attestation-verifier.ts';
import { signPublishAttestations } from '../attestation/signing.ts';
import type { SigstoreInstance } from '../attestation/sigstore-instance.ts';
import type { Attestation } from '../formats/attestation.ts';
import type { Distribution } from '../formats/distribution.ts';
import { requestIdToken } from '../identity/id-token.ts';
import { GITHUB_ISSUER, type GithubPublisher } from '../identity/publisher.ts';
import type { PublishConfig } from './config.ts';
import type { Deps } from './deps.ts';
import type { ReleaseRecord } from './release-record.ts';

/** The audience that Fulcio wants in ID tokens. */
const SIGSTORE_AUDIENCE = 'sigstore';
/** Log entries in flight. The public log answers in about half a second whatever the load. */
const CONCURRENCY = 16;

/**
 * Signs every distribution, verifies every attestation as the index will, and only then
 * writes them down.
 * @returns the attestations by file name
 * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`,
 *   `invalid-attestation`, `id-token-unavailable`
 */
export async function attestRelease(
  input: {
    readonly distributions: readonly Distribution[];
    readonly publisher: GithubPublisher;
    readonly instance: SigstoreInstance;
  },
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<ReadonlyMap<string, Attestation>> {
  const { distributions, publisher, instance } = input;
  const { idTokenEndpoint } = deps;
  if (!idTokenEndpoint) throw new TypeError('an identity without an ID-token endpoint');
  const attestations = await signPublishAttestations(
    {
      subjects: distributions,
      fulcioUrl: instance.fulcioUrl,
      rekorUrl: instance.rekorUrl,
      idToken: () => requestIdToken(SIGSTORE_AUDIENCE, idTokenEndpoint, deps),
      concurrency: CONCURRENCY,
    },
    deps,
  );
  const verifier = createAttestationVerifier(instance.trustedRoot);
  const identity = {
    issuer: GITHUB_ISSUER,
    repository: `${publisher.owner}/${publisher.repository}`,
    workflow: publisher.workflow,
  };
  const directory = await attestationsDirectory(config);
  record.attestationsDirectory = directory;
  for (const distribution of distributions) {
    const attestation = attestations.get(distribution.filename);
    if (!attestation) throw new TypeError(`${distribution.filename} was not signed`);
    verifier.verify(attestation, distribution, identity);
    const attestationPath = join(directory, `${distribution.filename}.publish.attestation`);
    await writeFile(attestationPath, JSON.stringify(attestation));
    const logIndex = attestation.verification_material.transparency_entries[0]?.logIndex;
    record.update(distribution.filename, { attestationPath, logIndex });
    deps.log.info(`${distribution.filename}: attested, log index ${logIndex ?? 'unknown'}`);
  }
  return attestations;
}

async function attestationsDirectory(config: PublishConfig): Promise<string> {
  if (config.attestationsDirectory === undefined) {
    return mkdtemp(join(config.tempDirectory, 'pypi-attestations-'));
  }
  const directory = resolve(config.workspace, config.attestationsDirectory);
  await mkdir(directory, { recursive: true });
  return directory;
}
