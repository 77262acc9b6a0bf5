import { PublishError } from '../errors.ts';

/** One file that changed, and how: the rest of a sentence that begins with its name. */
export interface FileChange {
  readonly filename: string;
  readonly reason: string;
}

/**
 * The error for files that changed after they were checked.
 * @param note what it means for the file, as a sentence
 */
export function fileChanged(changes: readonly FileChange[], note?: string): PublishError {
  const [only] = changes;
  const message =
    only !== undefined && changes.length === 1
      ? `${only.filename} changed during this run: it ${only.reason}.`
      : [
          `${changes.length} files changed during this run:`,
          ...changes.map(({ filename, reason }) => `- ${filename} ${reason}`),
        ].join('\n');
  return new PublishError({
    code: 'file-changed',
    message: note === undefined ? message : `${message} ${note}`,
    remedy:
      'Most likely another process still writes to that directory: one that an earlier step left running, or another job on a self-hosted runner. Wait for it to end, then run this again.',
  });
}
