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
      'Most likely a process that an earlier step left running still writes to that directory; on a self-hosted runner it may be another job. Wait for it before this step, then run the job again.',
  });
}
