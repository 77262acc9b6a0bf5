import { missingIdToken } from '../github/missing-permission.ts';
import { shownUploadUrl } from '../pypi/index-profile.ts';
import type { Deps } from '../run/deps.ts';
import { failureOf } from '../run/end-of-run.ts';
import { prepareSigstore } from '../run/signing/sigstore.ts';
import type { SigstoreInstance } from '../sigstore/sigstore-instance.ts';
import { attests, type PasswordAuthentication, type PublishConfig } from './config.ts';
import type { JobIdentity } from './identity.ts';
import { withLookUpCredentials } from './plan/ask-and-plan.ts';
import { type PublishReport, ReleaseRecord } from './report.ts';
import { makeAttestationsDirectory } from './sign/sign.ts';
import {
  announcePassword,
  attesting,
  establishIdentity,
  type InspectedRelease,
  inspectRelease,
  type PublishRun,
  planUploads,
  uploadAndConfirm,
  withoutAttestations,
} from './stages.ts';
import { passwordCredentials, uploadTokens } from './upload/credentials.ts';
import { checkUploadUrl } from './upload-url-probe.ts';

/**
 * Publishes distributions. Nothing is uploaded before everything is inspected, planned, authorised, signed and
 * verified; whatever happens, the report says how each file ended.
 */
export async function publish(config: PublishConfig, deps: Deps): Promise<PublishReport> {
  const record = new ReleaseRecord();
  const start = deps.clock.now();
  const over = new AbortController();
  const error = await failureOf(run(config, record, deps, over.signal), deps);
  over.abort();
  return record.report(config, error, deps.clock.now() - start);
}

/** @param over aborted at the end of the run, for what still runs in the background */
async function run(
  config: PublishConfig,
  record: ReleaseRecord,
  given: Deps,
  over: AbortSignal,
): Promise<void> {
  const { index, authentication, signing, dryRun } = config;
  if (authentication.kind === 'password') given.log.secret(authentication.password);
  const deps = withLookUpCredentials(config, given);
  const what = dryRun ? 'Dry run' : 'Publishing';
  deps.log.info(`${what} to ${index.title} (${shownUploadUrl(index)})`);
  const { trustConfigPath } = signing;
  const sigstore = await prepareSigstore(trustConfigPath, config, index.rekorApiVersions, deps);
  const publishRun = { config, record, deps };
  const release = await inspectRelease(publishRun);
  if (dryRun) return checkOnly(release, publishRun);
  return authentication.kind === 'password'
    ? withPassword(release, authentication, publishRun)
    : withTrustedPublishing(release, () => sigstore(over), publishRun);
}

/** Identity → plan → upload token → sign and verify all → upload → confirm. */
async function withTrustedPublishing(
  release: InspectedRelease,
  openSigstore: () => Promise<SigstoreInstance>,
  publishRun: PublishRun,
): Promise<void> {
  const { config, deps } = publishRun;
  const directory = attests(config) ? await makeAttestationsDirectory(config) : undefined;
  const identity = await establishIdentity(publishRun);
  const attest =
    directory === undefined
      ? withoutAttestations
      : attesting({ ...release, directory, identity, instance: openSigstore() }, publishRun);
  const planned = await planUploads(release, identity.idToken.claims.ref, publishRun);
  if (planned.todo.length === 0) return;
  await checkUploadUrl(config, deps);
  const credentials = await uploadTokens(planned, identity, config, deps);
  await uploadAndConfirm(planned, credentials, attest, publishRun);
}

/** Plan → upload → confirm, with a password or an API token. PyPI accepts no attestations with those. */
async function withPassword(
  release: InspectedRelease,
  password: PasswordAuthentication,
  publishRun: PublishRun,
): Promise<void> {
  const { config, deps } = publishRun;
  await announcePassword(release, password, publishRun);
  const planned = await planUploads(release, deps.runContext.ref, publishRun);
  if (planned.todo.length === 0) return;
  await checkUploadUrl(config, deps);
  const credentials = passwordCredentials(password, deps);
  await uploadAndConfirm(planned, credentials, withoutAttestations, publishRun);
}

/** `dry-run`: everything up to and including the upload token, as far as that can be checked. */
async function checkOnly(release: InspectedRelease, publishRun: PublishRun): Promise<void> {
  const { config, record, deps } = publishRun;
  const { authentication, index } = config;
  let identity: JobIdentity | undefined;
  if (authentication.kind === 'password') {
    await announcePassword(release, authentication, publishRun);
  } else if (deps.idTokenEndpoint) {
    identity = await establishIdentity(publishRun);
  } else {
    const { message } = missingIdToken(deps.runContext);
    record.leaveUnchecked(`whether ${index.title} knows this publisher. ${message}`, deps);
  }
  const planned = await planUploads(
    release,
    identity?.idToken.claims.ref ?? deps.runContext.ref,
    publishRun,
  );
  if (planned.todo.length === 0) return;
  await checkUploadUrl(config, deps);
  const { missingProjects } = planned;
  if (identity && missingProjects.length > 0) {
    record.leaveUnchecked(
      `whether ${index.title} knows this publisher. ${missingProjects.join(', ')} does not exist there yet, and asking would create it if its publisher is announced.`,
      deps,
    );
  }
  const tokens =
    identity && missingProjects.length === 0
      ? await uploadTokens(planned, identity, config, deps)
      : undefined;
  deps.log.info('Dry run: nothing was signed and nothing was uploaded.');
  await tokens?.giveBack();
}
