import type { FileStatus, PublishReport } from './publish-report.ts';

/** A release can have hundreds of wheels; the log and the table name each. */
const MOST_NAMES = 12;

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
    if (who.length > 0) lines.push(`${what}: ${listed(who)}.`);
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

function listed(names: readonly string[]): string {
  const left = names.length - MOST_NAMES;
  const shown = names.slice(0, MOST_NAMES).join(', ');
  return left > 0 ? `${shown} and ${left} more` : shown;
}
