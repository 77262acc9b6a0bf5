import { projectPage } from '../index-api/index-profile.ts';
import type { FileStatus, PublishReport } from './publish-report.ts';

const COUNTED: readonly (readonly [status: FileStatus, text: string])[] = [
  ['uploaded', 'uploaded'],
  ['identical', 'there already'],
  ['kept', 'left with other bytes'],
  ['failed', 'failed'],
  ['not-tried', 'not tried'],
];

/**
 * The last lines of a run: how many files ended how, and where to look.
 * @returns nothing where the run never came to its files
 */
export function closingLines(report: PublishReport): readonly string[] {
  const { files, index, durationMs } = report;
  if (files.length === 0 || !index) return [];
  const counts = COUNTED.map(([status, text]) => {
    const count = files.filter((file) => file.status === status).length;
    return count === 0 ? '' : `${count} ${text}`;
  });
  const counted = counts.filter((text) => text !== '').join(', ');
  const uploads = files.filter(({ status }) => status === 'uploaded');
  const pages = uploads.map(({ distribution }) =>
    projectPage(index, distribution.project, distribution.version),
  );
  const total = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  return [
    `${total} for ${index.title}: ${counted}, in ${(durationMs / 1000).toFixed(1)} s`,
    ...new Set(pages),
  ];
}
