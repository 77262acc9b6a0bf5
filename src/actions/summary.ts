import { publisherText } from '../github/publisher.ts';
import { publishHeadline } from '../publish/headline.ts';
import { consequence } from '../publish/messages.ts';
import type { PublishReport } from '../publish/report.ts';
import { projectPage } from '../pypi/index-profile.ts';
import { durationText } from '../run/stage.ts';
import { markdownCode, markdownLink, markdownText } from '../text/markdown.ts';
import { failureParts } from './failure-parts.ts';
import type { Guide } from './guide.ts';
import { filesParts } from './summary-files.ts';

/** The job summary of a run, as Markdown. */
export function summary(report: PublishReport, guide: Guide): string {
  return [heading(report), ...failure(report, guide), facts(report), ...filesParts(report)]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function heading(report: PublishReport): string {
  return `## ${publishHeadline(report, markdownText(report.index?.title ?? 'an index'))}`;
}

function failure(report: PublishReport, guide: Guide): readonly string[] {
  const { error, index } = report;
  return error ? failureParts(error, consequence(report), guide, index?.siteUrl) : [];
}

/** What was published, by whom, from what, and how long it took: a line each. */
function facts(report: PublishReport): string {
  return [
    releases(report),
    publisher(report),
    ...report.warnings.map((text) => `Warning: ${markdownText(text)}`),
    notChecked(report),
    source(report),
    unattested(report),
    took(report),
  ]
    .filter((line) => line !== '')
    .join('<br>\n');
}

/** Of several projects published at once. */
const MOST_RELEASES = 100;

function releases({ files, index }: PublishReport): string {
  if (!index) return '';
  const onIndex = files.filter(
    ({ status }) => !['failed', 'not-tried', 'unconfirmed'].includes(status),
  );
  const pages = new Map(
    onIndex.map(({ distribution: { project, version } }) => [
      `${project} ${version}`,
      projectPage(index, project, version),
    ]),
  );
  if (pages.size === 0) return '';
  const links = [...pages].slice(0, MOST_RELEASES).map(([label, url]) => markdownLink(label, url));
  const left = pages.size - links.length;
  const more = left > 0 ? ` · and ${left} more` : '';
  return `On ${markdownText(index.title)}: ${links.join(' · ')}${more}`;
}

function publisher({ publisher: who }: PublishReport): string {
  return who ? `Publisher: ${markdownCode(publisherText(who))}` : '';
}

/** Trusted Publishing is of github.com only, so the pages are there. */
function source({ source: from }: PublishReport): string {
  if (!from) return '';
  const { commit, ref, runId } = from;
  const site = `https://github.com/${from.repository}`;
  if (!/^[\w.-]+\/[\w.-]+$/.test(from.repository)) return '';
  const parts = [
    isHex(commit) ? `commit ${markdownLink(commit.slice(0, 12), `${site}/commit/${commit}`)}` : '',
    ref === undefined ? '' : markdownCode(ref),
    isNumber(runId) ? markdownLink(`run ${runId}`, `${site}/actions/runs/${runId}`) : '',
  ];
  const said = parts.filter((part) => part !== '').join(', ');
  return said === '' ? '' : `Source: ${said}`;
}

function notChecked({ notChecked: what }: PublishReport): string {
  return what === undefined ? '' : `Not checked: ${markdownText(what)}`;
}

function unattested({ unattestedBecause }: PublishReport): string {
  return unattestedBecause === undefined
    ? ''
    : `Without attestations: ${markdownText(unattestedBecause)}`;
}

function took({ durationMs, files }: PublishReport): string {
  return files.length === 0 ? '' : `Took ${durationText(durationMs)}`;
}

function isHex(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{40,64}$/.test(text);
}

function isNumber(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,20}$/.test(text);
}
