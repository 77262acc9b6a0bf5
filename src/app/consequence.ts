import type { FileStatus, PublishReport } from './publish-report.ts';

/**
 * What a run that failed means for the release: what is on the index and what is not.
 * Plain text, one or more lines.
 */
export function consequence(report: PublishReport): string {
  const { files } = report;
  const title = report.index?.title ?? 'the index';
  const names = (...statuses: FileStatus[]) =>
    files
      .filter(({ status }) => statuses.includes(status))
      .map(({ distribution }) => distribution.filename);
  const uploaded = names('uploaded');
  const there = names('identical');
  const missing = names('failed', 'not-tried');
  if (uploaded.length === 0 && there.length === 0) return 'Nothing was uploaded.';
  const lines = [
    uploaded.length > 0
      ? `On ${title} since this run: ${uploaded.join(', ')}.`
      : 'Nothing was uploaded by this run.',
  ];
  if (there.length > 0)
    lines.push(`On ${title} before it, with the same bytes: ${there.join(', ')}.`);
  if (missing.length > 0) lines.push(`Not on ${title}: ${missing.join(', ')}.`);
  return lines.join('\n');
}
