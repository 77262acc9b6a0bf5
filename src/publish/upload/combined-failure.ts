import { PublishError } from '../../errors.ts';

/** A file that failed, and why; or what failed about no file in particular. */
export interface Failure {
  readonly filename: string | undefined;
  readonly error: PublishError;
}

/** A release can have hundreds of wheels, and they fail for one reason. */
const MOST_SHOWN = 8;
const LONGEST_REASON = 300;
const MOST_REMEDIES = 3;

/**
 * One error for all files that failed: every file with its reason, and what to do about each
 * reason. The code is that of the first failure.
 * @param failures in the order in which they happened
 * @param title the index, as a person calls it
 * @returns undefined where nothing failed
 */
export function combinedFailure(
  failures: readonly Failure[],
  title: string,
): PublishError | undefined {
  const [first, ...others] = failures.map(({ error }) => error);
  const cancelled = failures.find(({ error }) => error.code === 'cancelled')?.error;
  if (!first || others.length === 0 || cancelled) return cancelled ?? first;
  const remedies = [...new Set(failures.map(({ error }) => error.remedy))];
  return new PublishError({
    code: first.code,
    message: messageOf(failures, title),
    remedy: remedies.slice(0, MOST_REMEDIES).join('\n'),
    cause: new AggregateError(failures.map(({ error }) => error)),
  });
}

function messageOf(failures: readonly Failure[], title: string): string {
  const reasons = failures.map((failure) => reasonOf(failure, title));
  const files = failures.flatMap(({ filename }) => filename ?? []);
  const [reason] = reasons;
  if (files.length === failures.length && new Set(reasons).size === 1) {
    return `${title} did not take ${files.length} files: ${reason}\n${listed(files)}`;
  }
  const lines = failures.map(({ filename }, at) =>
    filename === undefined ? `${reasons[at]}` : `${filename}: ${reasons[at]}`,
  );
  return `${title} did not take ${files.length} ${files.length === 1 ? 'file' : 'files'}:\n${listed(lines)}`;
}

/** Without the index and the file, which the message has already. */
function reasonOf({ filename, error }: Failure, title: string): string {
  const reason = error.message.replace(`${title} did not take ${filename}: `, '');
  return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 1)}…` : reason;
}

function listed(lines: readonly string[]): string {
  const left = lines.length - MOST_SHOWN;
  const shown = lines.slice(0, MOST_SHOWN).map((line) => `  ${line}`);
  return [...shown, ...(left > 0 ? [`  and ${left} more`] : [])].join('\n');
}
