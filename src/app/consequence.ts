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
  const lines: string[] = [];
  const say = (what: string, who: readonly string[]) => {
    if (who.length > 0) lines.push(`${what}: ${who.join(', ')}.`);
  };
  say(`On ${title} since this run`, names('uploaded'));
  if (lines.length === 0) lines.push('Nothing was uploaded.');
  say(`On ${title} before it, with the same bytes`, names('identical'));
  say(`On ${title} with other bytes than here`, names('kept'));
  say(`Not taken by ${title}`, names('failed'));
  const begun = files.some(({ status }) => status === 'uploaded' || status === 'failed');
  if (begun) say('Not tried', names('not-tried'));
  return lines.join('\n');
}
