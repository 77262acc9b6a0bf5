import type { FileReport, FileStatus, PublishReport } from './report.ts';

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
