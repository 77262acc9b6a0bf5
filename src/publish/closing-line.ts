import { projectPage } from '../pypi/index-profile.ts';
import { durationText } from '../text/duration-text.ts';
import { filesText } from './messages.ts';
import type { FileStatus, PublishReport } from './report.ts';

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
