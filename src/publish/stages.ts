import { publisherText } from '../github/publisher.ts';
import { sourceOf } from '../github/source.ts';
import type { Distribution } from '../packaging/distribution.ts';
import type { Deps } from '../run/deps.ts';
import { storeAtGithub } from '../run/signing/github-store.ts';
import { warnStaleRoot } from '../run/signing/stale-root.ts';
import { stage } from '../run/stage.ts';
import { expectUntouched } from '../run/unchanged-files.ts';
import { attestationBundleText } from '../sigstore/read/bundle-conversion.ts';
import type { SigstoreInstance } from '../sigstore/sigstore-instance.ts';
import type { PasswordAuthentication, PublishConfig } from './config.ts';
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
import { type AskedPlan, askAndPlan } from './plan/ask-and-plan.ts';
import { filesToDo } from './plan/plan.ts';
import { checkTag } from './release/check-tag.ts';
import { type CollectedDistributions, collectDistributions } from './release/distributions.ts';
import { twoVersions } from './release/two-versions.ts';
import type { ReleaseRecord } from './report.ts';
import { readGivenAttestations } from './sign/given-attestations.ts';
import { type AttestRelease, attestRelease, type ReleaseAttestations } from './sign/sign.ts';
import type { UploadCredentials } from './upload/credentials.ts';
import { uploadRelease } from './upload/upload.ts';
import { warnOfRelease } from './warn-of-release.ts';

/** What the stages of one run share. */
export interface PublishRun {
  readonly config: PublishConfig;
  /** Stages note in it how each file ends. */
  readonly record: ReleaseRecord;
  readonly deps: Deps;
}

/** What is to be published: every file was opened and checked, offline. */
export interface InspectedRelease extends CollectedDistributions, Pick<AttestRelease, 'given'> {}

/** A plan with at least one file to upload, or none. */
interface PlannedUploads extends AskedPlan {
  readonly todo: readonly Distribution[];
  /** What preflight warned of, by file. */
  readonly warnings: CollectedDistributions['warnings'];
}

/** Signs and verifies files; returns the attestations of each. */
type Attest = (todo: readonly Distribution[]) => Promise<ReleaseAttestations>;

/** Finds, opens and checks the files. Sends no request. */
export async function inspectRelease({
  config,
  record,
  deps,
}: PublishRun): Promise<InspectedRelease> {
  const found = await stage(
    'Distributions',
    deps,
    () => collectDistributions(config, deps),
    ({ distributions }) => foundText(distributions),
  );
  record.begin(found.distributions);
  for (const text of twoVersions(found.distributions)) warnOfRelease(text, record, deps);
  return { ...found, given: await readGivenAttestations(found.distributions, config, deps) };
}

/**
 * Gets an ID token for the index and checks its claims.
 * @throws PublishError of {@link identify}
 */
export async function establishIdentity({
  config,
  record,
  deps,
}: PublishRun): Promise<JobIdentity> {
  const identity = await stage(
    'Identity',
    deps,
    () => identify(config, deps),
    ({ publisher }) => `This job is ${publisherText(publisher)}`,
  );
  record.publisher = identity.publisher;
  record.source = sourceOf(identity.idToken.claims);
  return identity;
}

/** Says that a password is used, and how to do without. */
export async function announcePassword(
  { distributions }: InspectedRelease,
  { user }: PasswordAuthentication,
  { config, deps }: PublishRun,
): Promise<void> {
  await stage(
    'Identity',
    deps,
    async () => deps.log.notice(passwordNotice(config, user, distributions[0], deps.runContext)),
    () => undefined,
  );
}

/**
 * Queries the index and plans what to do with each file.
 * @param ref the git ref of the run
 * @throws PublishError of {@link checkTag} and {@link askAndPlan}
 */
export async function planUploads(
  { distributions, warnings }: InspectedRelease,
  ref: string | undefined,
  { config, record, deps }: PublishRun,
): Promise<PlannedUploads> {
  const { title } = config.index;
  const wrongTag = checkTag(distributions, ref, config, record, deps);
  const planned = await stage(
    `Plan for ${title}`,
    deps,
    () => askAndPlan({ distributions, warnings, wrongTag }, config, record, deps),
    ({ plan }) => planText(plan),
  );
  const todo = filesToDo(planned.plan, 'upload').map(({ distribution }) => distribution);
  if (todo.length === 0) {
    deps.log.info(`${nothingToUploadText(planned.plan, title)}${wrongTag ? ` ${wrongTag}` : ''}`);
  }
  return { ...planned, todo, warnings };
}

/** A run that signs nothing. */
export const withoutAttestations: Attest = async () => new Map();

/**
 * How a run signs.
 * @param input `instance` is being opened while the index is queried; a failure of it counts when files are signed
 */
export function attesting(
  input: Omit<AttestRelease, 'distributions' | 'instance'> & {
    readonly instance: Promise<SigstoreInstance>;
  },
  { config, record, deps }: PublishRun,
): Attest {
  input.instance.catch(() => undefined);
  return (distributions) =>
    stage(
      'Attestations',
      deps,
      async () => {
        const instance = await input.instance;
        warnStaleRoot(instance, deps.log);
        return attestRelease({ ...input, distributions, instance }, config, record, deps);
      },
      attestedText,
    );
}

/** Signs, uploads and waits until the index lists every file. Credentials are given back in any case. */
export async function uploadAndConfirm(
  { plan, todo, warnings }: PlannedUploads,
  credentials: UploadCredentials,
  attest: Attest,
  { config, record, deps }: PublishRun,
): Promise<void> {
  const { index, uploading, signing } = config;
  const keepsExisting = config.skipExisting === 'true';
  let attestations: ReleaseAttestations;
  try {
    attestations = await attest(todo);
    // A look that costs nothing: a file that changed while others were signed stops all of them.
    await expectUntouched(todo);
    const release = { plan, index, attestations, credentials, uploading, keepsExisting, warnings };
    await stage(
      `Upload to ${index.title}`,
      deps,
      () => uploadRelease(release, record, deps),
      () => uploadedText(record.uploaded),
    );
  } finally {
    await credentials.giveBack();
  }
  await stage(
    'Confirm',
    deps,
    () => confirmRelease({ ...config, uploaded: record.confirmable, attestations }, record, deps),
    (confirmed) => confirmed,
  );
  if (signing.githubAttestation) {
    await storeAtGithub([...attestations.values()].flat().map(attestationBundleText), deps);
  }
}
