import { parseWorkflowRef } from '../github/oidc.ts';
import type { RunContext } from '../github/run-context.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { projectPage } from '../pypi/index-profile.ts';
import { publishingPage } from '../pypi/token/publishing-page.ts';
import { durationText } from '../run/stage.ts';
import { sizeText } from '../text/size-text.ts';
import type { PublishConfig } from './config.ts';
import { filesToDo, type ReleasePlan } from './plan/plan.ts';
import type { FileReport, FileStatus, PublishReport } from './report.ts';
import type { ReleaseAttestations } from './sign/sign.ts';

/** `5 files of widget 1.0, 2.2 MiB` */
export function foundText(distributions: readonly Distribution[]): string {
  const releases = new Set(distributions.map(({ project, version }) => `${project} ${version}`));
  const [first] = releases;
  const what = releases.size === 1 ? first : `${releases.size} releases`;
  return `${filesText(distributions.length)} of ${what}, ${totalSize(distributions)}`;
}

/** `To upload: 3 files; there already: 2` */
export function planText(plan: ReleasePlan): string {
  const parts = (
    [
      ['upload', 'to upload'],
      ['identical', 'there already'],
      ['conflict', 'there with other bytes'],
    ] as const
  ).flatMap(([action, text]) => {
    const count = filesToDo(plan, action).length;
    return count === 0 ? [] : [`${filesText(count)} ${text}`];
  });
  return parts.join(', ');
}

/** Why a plan has nothing to upload. Files with other bytes are not "there already". */
export function nothingToUploadText(plan: ReleasePlan, title: string): string {
  const kept = filesToDo(plan, 'conflict').length;
  if (kept === 0) return `Every file is on ${title} already, with the same bytes: nothing to do.`;
  const same = filesToDo(plan, 'identical').length;
  const rest = same === 0 ? '' : ` It has ${filesText(same)} with the same bytes.`;
  return `Nothing to upload. ${title} has ${filesText(kept)} of this release with other bytes, or does not tell with which; \`skip-existing: true\` leaves ${kept === 1 ? 'it' : 'them'} there.${rest}`;
}

/** `5 attestations signed, logged and verified` */
export function attestedText(attestations: ReleaseAttestations): string | undefined {
  const count = [...attestations.values()].reduce((sum, own) => sum + own.length, 0);
  if (count === 0) return undefined;
  return `${count} ${count === 1 ? 'attestation' : 'attestations'} signed, logged and verified`;
}

/** `3 files uploaded, 1.1 MiB` */
export function uploadedText(uploaded: readonly Distribution[]): string | undefined {
  if (uploaded.length === 0) return undefined;
  return `${filesText(uploaded.length)} uploaded, ${totalSize(uploaded)}`;
}

/** `1 file`, `2 files`. */
export function filesText(count: number): string {
  return `${count} ${count === 1 ? 'file' : 'files'}`;
}

function totalSize(distributions: readonly Distribution[]): string {
  return sizeText(distributions.reduce((sum, { size }) => sum + size, 0));
}

const COUNTED: readonly (readonly [status: FileStatus, text: string])[] = [
  ['uploaded', 'uploaded'],
  ['identical', 'there already'],
  ['kept', 'left with other bytes'],
  ['unconfirmed', 'not confirmed'],
  ['failed', 'failed'],
  ['not-tried', 'not tried'],
];

/** In a dry run nothing is tried, and that is no failure. */
const WOULD_BE_UPLOADED = 'would be uploaded';

/**
 * The last lines of a run: how many files ended how, and where to look.
 * @returns nothing where the run never came to its files
 */
export function closingLines(report: PublishReport): readonly string[] {
  const { files, index, durationMs, dryRun, error } = report;
  if (files.length === 0 || !index) return [];
  const counts = COUNTED.map(([status, text]) => {
    const count = files.filter((file) => file.status === status).length;
    const word = status === 'not-tried' && dryRun && !error ? WOULD_BE_UPLOADED : text;
    return count === 0 ? '' : `${count} ${word}`;
  });
  const counted = counts.filter((text) => text !== '').join(', ');
  const uploads = files.filter(({ status }) => status === 'uploaded');
  const pages = uploads.map(({ distribution }) =>
    projectPage(index, distribution.project, distribution.version),
  );
  const total = filesText(files.length);
  return [
    `${total} for ${index.title}: ${counted}, in ${durationText(durationMs)}`,
    ...new Set(pages),
  ];
}

/** A release can have hundreds of wheels; the log and the table name each. */
const MOST_NAMES = 12;

/**
 * What a run that failed means for the release: what is on the index and what is not.
 * Plain text, one or more lines.
 */
export function consequence(report: PublishReport): string {
  const { files } = report;
  const title = report.index?.title ?? 'the index';
  const namesOf = (isMeant: (file: FileReport) => boolean) =>
    files.filter(isMeant).map(({ distribution }) => distribution.filename);
  const names = (wanted: FileStatus) => namesOf(({ status }) => status === wanted);
  const lines: string[] = [];
  const say = (what: string, who: readonly string[]) => {
    if (who.length > 0) lines.push(`${what}: ${listed(who)}.`);
  };
  say(`On ${title} since this run`, names('uploaded'));
  say(
    `Perhaps on ${title}, which could not be asked`,
    namesOf(({ status, isUncertain }) => status === 'failed' && isUncertain),
  );
  say(`Sent to ${title}, not confirmed by it`, names('unconfirmed'));
  if (lines.length === 0) lines.push('Nothing was uploaded.');
  say(`On ${title} before it, with the same bytes`, names('identical'));
  say(
    `On ${title} with other bytes than here`,
    namesOf(({ conflict }) => conflict === 'other-bytes'),
  );
  say(
    `On ${title} with bytes that it does not tell`,
    namesOf(({ conflict }) => conflict === 'unknown-bytes'),
  );
  say(
    `Not taken by ${title}`,
    namesOf(
      ({ status, isUncertain, conflict }) =>
        status === 'failed' && !isUncertain && conflict === undefined,
    ),
  );
  const begun = files.some(({ status }) => status === 'uploaded' || status === 'failed');
  if (begun) say('Not tried', names('not-tried'));
  return lines.join('\n');
}

function listed(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}

/**
 * What is said of a job that uploads with a password: that it signs nothing, and where
 * Trusted Publishing is set up, filled in as far as the runner's variables tell.
 */
export function passwordNotice(
  config: PublishConfig,
  user: string,
  distribution: Distribution | undefined,
  context: RunContext,
): string {
  const what = user === '__token__' ? 'an API token' : 'a user and a password';
  const unsigned =
    config.attestations === 'false'
      ? ''
      : ' Attestations are made with Trusted Publishing only, so these uploads carry none.';
  return `Uploading with ${what}.${unsigned}${setUp(config, distribution, context)}`;
}

function setUp(
  { index }: PublishConfig,
  distribution: Distribution | undefined,
  { isGithubJob, workflowRef }: RunContext,
): string {
  const workflow = isGithubJob ? parseWorkflowRef(workflowRef ?? '') : undefined;
  const [owner, repository] = workflow?.repository.split('/') ?? [];
  if (index.kind === 'other' || !distribution || !workflow || !owner || !repository) return '';
  const form = { owner, repository, workflow: workflow.filename, environment: undefined };
  const page = publishingPage(index, distribution.project, form);
  return ` Trusted Publishing needs no secret to keep; set it up here: ${page}`;
}
