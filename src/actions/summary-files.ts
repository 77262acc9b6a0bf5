import type { FileReport, FileStatus, PublishReport } from '../publish/report.ts';
import { filePage, type IndexProfile } from '../pypi/index-profile.ts';
import { provenanceUrl } from '../pypi/simple/integrity.ts';
import { fitting, SUMMARY_BYTES } from '../text/fitting.ts';
import { markdownLink, markdownRow, markdownTable, markdownText } from '../text/markdown.ts';
import { sizeText } from '../text/size-text.ts';

const STATUS_TEXTS: Readonly<Record<FileStatus, string>> = {
  uploaded: 'uploaded',
  identical: 'was there already',
  kept: 'not uploaded: the index has other bytes',
  unconfirmed: 'sent, not confirmed',
  failed: '<b>failed</b>',
  'not-tried': 'not tried',
};

/** Who looks for more finds it in the log. */
const LONGEST_REASON = 200;

/** What a reader looks for first, where not all files can be shown. */
const FIRST_SHOWN: readonly FileStatus[] = ['failed', 'kept', 'not-tried'];

/**
 * How each file ended, and its hashes in the form of `sha256sum`; empty without files. Of thousands
 * of files as many are shown as a job summary holds, those that did not go well before the others.
 */
export function filesParts(report: PublishReport): readonly string[] {
  const { files, index } = report;
  if (files.length === 0 || !index) return [];
  const inOrder = files.map((file) => row(file, report, index));
  if (fitting(inOrder, SUMMARY_BYTES.table) === files.length) {
    return [table(inOrder), hashes(files)];
  }
  const place = ({ status: ended }: FileReport) =>
    FIRST_SHOWN.includes(ended) ? FIRST_SHOWN.indexOf(ended) : FIRST_SHOWN.length;
  const sorted = files.toSorted((a, b) => place(a) - place(b));
  const rows = sorted.map((file) => row(file, report, index));
  const shown = fitting(rows, SUMMARY_BYTES.table);
  const left = files.length - shown;
  const rest = `${left.toLocaleString('en-US')} more files are not shown here: a job summary holds 1 MiB. The output \`files\` has all of them.`;
  return [table(rows.slice(0, shown)), rest, hashes(sorted)];
}

const HEAD = ['File', 'Size', 'Status', 'Attestation'];

function row(file: FileReport, report: PublishReport, index: IndexProfile): string {
  return markdownRow([
    name(file, index),
    unbroken(sizeText(file.distribution.size)),
    status(file, report),
    attestation(file, report, index),
  ]);
}

function table(rows: readonly string[]): string {
  return [markdownTable(HEAD, []), ...rows].join('\n');
}

function name({ distribution, status: ended, conflict }: FileReport, index: IndexProfile): string {
  const onIndex =
    ended === 'uploaded' || ended === 'identical' || ended === 'kept' || conflict !== undefined;
  const { filename } = distribution;
  return onIndex ? markdownLink(filename, filePage(index, distribution)) : markdownText(filename);
}

function status(file: FileReport, { dryRun, error, index }: PublishReport): string {
  const { distribution, status: ended, reason, confirmed, isUncertain, conflict } = file;
  if (ended === 'uploaded' && confirmed === false) return 'uploaded, not listed yet';
  if (ended === 'not-tried' && dryRun && !error) return 'would be uploaded';
  if (ended === 'kept' && conflict === 'unknown-bytes') {
    return 'not uploaded: the index has bytes that it does not tell';
  }
  const hasReason = ended === 'failed' || ended === 'unconfirmed';
  if (!hasReason || reason === undefined) return STATUS_TEXTS[ended];
  // The row says of which file and which index this is.
  const why = reason.replace(`${index?.title} did not take ${distribution.filename}: `, '');
  const cut = why.length > LONGEST_REASON ? `${why.slice(0, LONGEST_REASON - 1)}…` : why;
  const perhaps = isUncertain ? ', perhaps on the index all the same' : '';
  return `${STATUS_TEXTS[ended]}${perhaps}: ${markdownText(cut)}`;
}

function attestation(
  { distribution, status: ended, isAttested, logIndex }: FileReport,
  { attests, unattestedBecause, logSearchUrl }: PublishReport,
  index: IndexProfile,
): string {
  const served = markdownLink('provenance', provenanceUrl(distribution, index));
  if (logIndex !== undefined) {
    const label = `log ${logIndex}`;
    const isNumber = /^\d+$/.test(logIndex);
    const entry =
      logSearchUrl !== undefined && isNumber
        ? markdownLink(label, `${logSearchUrl}${logIndex}`)
        : unbroken(label);
    if (isAttested === false) return `${entry}, not on the index (cannot be added later)`;
    return ended === 'uploaded' ? `${served}, ${entry}` : entry;
  }
  if (isAttested === true) return `${served}, attested before`;
  if (isAttested === false) return 'not attested (cannot be added later)';
  return attests && unattestedBecause === undefined ? 'none yet' : 'not attested';
}

/** A short text that a narrow column does not break. */
function unbroken(text: string): string {
  return markdownText(text).replaceAll(' ', '&nbsp;');
}

function hashes(files: readonly FileReport[]): string {
  const lines = files.map(
    ({ distribution: { filename, sha256 } }) => `${sha256}  ${markdownText(filename)}`,
  );
  const shown = lines.slice(0, fitting(lines, SUMMARY_BYTES.hashes));
  const left = lines.length - shown.length;
  const title = left > 0 ? `SHA-256 of ${shown.length} of ${lines.length} files` : 'SHA-256';
  return `<details><summary>${title}</summary><pre>${shown.join('<br>')}</pre></details>`;
}
