import { consequence } from '../app/consequence.ts';
import type { FileReport, FileStatus, PublishReport } from '../app/publish-report.ts';
import type { PublishError } from '../errors.ts';
import { filePage, type IndexProfile, projectPage } from '../index-api/index-profile.ts';
import { markdownCode, markdownLink, markdownTable, markdownText } from '../process/markdown.ts';
import type { Guide } from './guide.ts';

const STATUS_TEXTS: Readonly<Record<FileStatus, string>> = {
  uploaded: 'uploaded',
  identical: 'was there already',
  kept: 'not uploaded: the index has other bytes',
  failed: 'failed',
  'not-tried': 'not tried',
};

/** The job summary of a run, as Markdown. */
export function summary(report: PublishReport, guide: Guide): string {
  return [heading(report), failure(report, guide), publisher(report), table(report)]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function heading({ error, dryRun, index, files }: PublishReport): string {
  const title = markdownText(index?.title ?? 'an index');
  if (error) return `## Publishing to ${title} failed`;
  if (dryRun) return `## Dry run for ${title}: nothing was uploaded`;
  const uploaded = files.some(({ status }) => status === 'uploaded');
  return uploaded ? `## Published to ${title}` : `## Nothing to publish to ${title}`;
}

function failure(report: PublishReport, guide: Guide): string {
  const { error } = report;
  return error
    ? failureParts(error, consequence(report), guide, report.index?.siteUrl).join('\n\n')
    : '';
}

/**
 * What happened, what it means and what to do, as paragraphs of Markdown.
 * @param site the index's own, whose pages a remedy links
 */
export function failureParts(
  error: PublishError,
  meaning: string,
  guide: Guide,
  site?: string,
): readonly string[] {
  return [
    `**${markdownText(error.message)}**`,
    markdownText(meaning),
    `<b>What to do</b><br>${preformatted(error.remedy, site)}`,
    `More: ${guideText(guide(error.code))}`,
  ];
}

function guideText(place: string): string {
  return place.startsWith('https://')
    ? markdownLink('troubleshooting', place)
    : markdownCode(place);
}

const STATUS_PAGE =
  /^https:\/\/(?:status\.sigstore\.dev|status\.python\.org|www\.githubstatus\.com)(?:\/|$)/;

/**
 * Remedies hold blocks to paste, whose indents matter, and links of our own making. They
 * repeat names from outside as well (of environments), and those make no link.
 */
function preformatted(text: string, site: string | undefined): string {
  const isOurs = (url: string) =>
    STATUS_PAGE.test(url) || (site !== undefined && url.startsWith(`${site}/`));
  const shown = text
    .split(/(https?:\/\/[^\s<>"')]+[^\s<>"').,])/)
    .map((part, place) =>
      place % 2 === 1 && isOurs(part) ? markdownLink(part, part) : markdownText(part),
    )
    .join('');
  return text.includes('\n  ') ? `<pre>${shown}</pre>` : shown;
}

function publisher({ publisher: who, durationMs }: PublishReport): string {
  if (!who) return '';
  const environment = who.environment === undefined ? '' : `, environment ${who.environment}`;
  const job = `${who.owner}/${who.repository}, workflow ${who.workflow}${environment}`;
  return `Publisher: ${markdownCode(job)}, in ${(durationMs / 1000).toFixed(1)} s`;
}

function table({ files, index, attests, unattestedBecause }: PublishReport): string {
  if (files.length === 0 || !index) return '';
  const rows = files.map((file) => [
    name(file, index),
    markdownText(sizeText(file.distribution.size)),
    markdownCode(file.distribution.sha256),
    markdownText(STATUS_TEXTS[file.status]),
    attestation(file, attests && unattestedBecause === undefined),
  ]);
  return [
    projects(files, index),
    markdownTable(['File', 'Size', 'SHA-256', 'Status', 'Attestation'], rows),
  ].join('\n\n');
}

function projects(files: readonly FileReport[], index: IndexProfile): string {
  const onIndex = files.filter(({ status }) => status !== 'failed' && status !== 'not-tried');
  const releases = new Map(
    onIndex.map(({ distribution: { project, version } }) => [
      `${project} ${version}`,
      projectPage(index, project, version),
    ]),
  );
  return [...releases].map(([label, url]) => markdownLink(label, url)).join(' · ');
}

function name({ distribution, status }: FileReport, index: IndexProfile): string {
  const onIndex = status === 'uploaded' || status === 'identical' || status === 'kept';
  const { filename } = distribution;
  return onIndex ? markdownLink(filename, filePage(index, distribution)) : markdownText(filename);
}

function attestation({ isAttested, logIndex }: FileReport, attests: boolean): string {
  if (logIndex !== undefined) return `log index ${markdownText(logIndex)}`;
  if (isAttested !== undefined) {
    return isAttested ? 'attested before' : 'not attested (cannot be added later)';
  }
  return attests ? 'none yet' : 'not attested';
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ['KiB', 'MiB', 'GiB'];
  const power = Math.min(units.length, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`;
}
