import { publisherText } from '../github/publisher.ts';
import { sourceOf } from '../github/source.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { shownUploadUrl } from '../pypi/index-profile.ts';
import type { Deps } from '../run/deps.ts';
import { failureOf } from '../run/end-of-run.ts';
import { storeAtGithub } from '../run/signing/github-store.ts';
import { prepareSigstore } from '../run/signing/sigstore.ts';
import { warnStaleRoot } from '../run/signing/stale-root.ts';
import { stage } from '../run/stage.ts';
import { expectUntouched } from '../run/unchanged-files.ts';
import { attestationBundleText } from '../sigstore/read/bundle-conversion.ts';
import type { SigstoreInstance } from '../sigstore/sigstore-instance.ts';
import { attests, type PublishConfig } from './config.ts';
import { confirmRelease } from './confirm/confirm.ts';
import { identify, type JobIdentity } from './identity.ts';
import {
  attestedText,
  foundText,
  nothingToUploadText,
  passwordNotice,
  planText,
  uploadedText,
} from './messages.ts';
import { askAndPlan, withLookUpCredentials } from './plan/ask-and-plan.ts';
import { filesToDo } from './plan/plan.ts';
import { checkTag } from './release/check-tag.ts';
import { collectDistributions } from './release/distributions.ts';
import { twoVersions } from './release/two-versions.ts';
import { type PublishReport, ReleaseRecord } from './report.ts';
import { readGivenAttestations } from './sign/given-attestations.ts';
import {
  type AttestRelease,
  attestRelease,
  makeAttestationsDirectory,
  type ReleaseAttestations,
} from './sign/sign.ts';
import { authoriseUploads } from './upload/credentials.ts';
import { uploadRelease } from './upload/upload.ts';
import { checkUploadUrl } from './upload-url-probe.ts';
import { warnOfRelease } from './warn-of-release.ts';

/**
 * Publishes distributions. Nothing is uploaded before everything is inspected, asked,
 * authorised, signed and verified; whatever happens, the report says how each file ended.
 */
export async function publish(config: PublishConfig, deps: Deps): Promise<PublishReport> {
  const record = new ReleaseRecord();
  const start = deps.clock.now();
  const over = new AbortController();
  const error = await failureOf(run(config, record, deps, over.signal), deps);
  over.abort();
  return {
    index: config.index,
    dryRun: config.dryRun,
    plan: record.plan,
    keepsExisting: config.skipExisting === 'true',
    files: record.files,
    publisher: record.publisher,
    source: record.source,
    attestationsDirectory: record.attestationsDirectory,
    attests: attests(config),
    unattestedBecause: record.unattestedBecause,
    warnings: record.warnings,
    notChecked: record.notChecked,
    logSearchUrl: record.logSearchUrl,
    error,
    durationMs: deps.clock.now() - start,
  };
}

/** @param over aborted when nobody waits any more for what runs in the background */
async function run(
  config: PublishConfig,
  record: ReleaseRecord,
  given: Deps,
  over: AbortSignal,
): Promise<void> {
  const { log } = given;
  const { index, signing } = config;
  if (config.authentication.kind === 'password') log.secret(config.authentication.password);
  const deps = withLookUpCredentials(config, given);
  log.info(
    `${config.dryRun ? 'Dry run' : 'Publishing'} to ${index.title} (${shownUploadUrl(index)})`,
  );
  const sigstore = await prepareSigstore(
    signing.trustConfigPath,
    config,
    index.rekorApiVersions,
    deps,
  );
  const { distributions, warnings } = await stage(
    'Distributions',
    deps,
    () => collectDistributions(config, deps),
    (found) => foundText(found.distributions),
  );
  record.begin(distributions);
  for (const text of twoVersions(distributions)) warnOfRelease(text, record, deps);
  const attested = await readGivenAttestations(distributions, config, deps);
  const signs = attests(config) && !config.dryRun;
  const directory = signs ? await makeAttestationsDirectory(config) : undefined;

  const identity = await stage(
    'Identity',
    deps,
    () => establish(config, distributions, record, deps),
    (job) => job && `This job is ${publisherText(job.publisher)}`,
  );
  const ref = identity?.idToken.claims.ref ?? deps.runContext.ref;
  const wrongTag = checkTag(distributions, ref, config, record, deps);
  // Beside the questions to the index: a mirror that is slow costs nothing then.
  const instance = identity && signs ? sigstore(over) : undefined;
  instance?.catch(() => 'said where it is waited for');
  const planned = await stage(
    `Plan for ${index.title}`,
    deps,
    () => askAndPlan({ distributions, warnings, wrongTag }, config, record, deps),
    ({ plan }) => planText(plan),
  );
  const { plan, missingProjects } = planned;
  const todo = filesToDo(plan, 'upload').map(({ distribution }) => distribution);
  if (todo.length === 0) {
    log.info(`${nothingToUploadText(plan, index.title)}${wrongTag ? ` ${wrongTag}` : ''}`);
    return;
  }

  await checkUploadUrl(config, deps);
  const mayCreate = config.dryRun && identity !== undefined && missingProjects.length > 0;
  if (mayCreate) {
    record.notChecked = `whether ${index.title} knows this publisher. ${missingProjects.join(', ')} does not exist there yet, and asking would create it if its publisher is announced.`;
    log.warning(`Not checked: ${record.notChecked}`);
  }
  const credentials = mayCreate
    ? undefined
    : await authoriseUploads(planned, identity, config, deps);
  let attestations: ReleaseAttestations;
  try {
    if (config.dryRun) {
      log.info('Dry run: nothing was signed and nothing was uploaded.');
      return;
    }
    if (!credentials) throw new TypeError('a release without credentials');
    const input = { distributions: todo, given: attested, directory, identity, instance };
    attestations = await attest(input, config, record, deps);
    // A look that costs nothing: a file that changed while others were signed stops all of them.
    await expectUntouched(todo);
    await stage(
      `Upload to ${index.title}`,
      deps,
      () =>
        uploadRelease(
          {
            plan,
            index,
            attestations,
            credentials,
            uploading: config.uploading,
            keepsExisting: config.skipExisting === 'true',
            warnings,
          },
          record,
          deps,
        ),
      () => uploadedText(uploadedFiles(record)),
    );
  } finally {
    await credentials?.giveBack();
  }
  const uploaded = confirmableFiles(record);
  await stage(
    'Confirm',
    deps,
    () => confirmRelease({ ...config, uploaded, attestations }, record, deps),
    (confirmed) => confirmed,
  );
  if (signing.githubAttestation) {
    await storeAtGithub([...attestations.values()].flat().map(attestationBundleText), deps);
  }
}

function uploadedFiles(record: ReleaseRecord): readonly Distribution[] {
  return record.files
    .filter(({ status }) => status === 'uploaded')
    .map(({ distribution }) => distribution);
}

/** Of a file that came in between, with the same bytes, the attestation of this run may be missing. */
function confirmableFiles(record: ReleaseRecord): readonly Distribution[] {
  return record.files
    .filter(
      ({ status, logIndex }) =>
        status === 'uploaded' || (status === 'identical' && logIndex !== undefined),
    )
    .map(({ distribution }) => distribution);
}

async function establish(
  config: PublishConfig,
  distributions: readonly Distribution[],
  record: ReleaseRecord,
  deps: Deps,
): Promise<JobIdentity | undefined> {
  if (config.authentication.kind === 'password') {
    deps.log.notice(
      passwordNotice(config, config.authentication.user, distributions[0], deps.runContext),
    );
    return undefined;
  }
  const identity = await identify(config, record, deps);
  record.publisher = identity?.publisher;
  record.source = identity && sourceOf(identity.idToken.claims);
  return identity;
}

/** What attesting needs, as far as this run has it. */
interface MaybeAttested extends Pick<AttestRelease, 'distributions' | 'given'> {
  readonly directory: string | undefined;
  readonly identity: JobIdentity | undefined;
  readonly instance: Promise<SigstoreInstance> | undefined;
}

async function attest(
  input: MaybeAttested,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<ReleaseAttestations> {
  const { directory, identity, instance } = input;
  if (!identity || !instance || directory === undefined) return new Map();
  return stage(
    'Attestations',
    deps,
    async () => {
      const ready = { ...input, identity, instance: await instance, directory };
      warnStaleRoot(ready.instance, deps.log);
      return attestRelease(ready, config, record, deps);
    },
    attestedText,
  );
}
