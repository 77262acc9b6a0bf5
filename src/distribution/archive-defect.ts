import { isNativeError } from 'node:util/types';
import { PublishError } from '../errors.ts';
import { NotRegularFile } from '../files/regular-file.ts';

/**
 * Why an archive cannot be published, said as the rest of a sentence that begins with the
 * file's name: `is not a ZIP archive`. Turned into a `PublishError` where the name is known.
 */
export class ArchiveDefect extends Error {
  override readonly name = 'ArchiveDefect';
  readonly remedy: string;

  constructor(reason: string, remedy: string = REBUILD) {
    super(reason);
    this.remedy = remedy;
  }
}

const REBUILD =
  'Build the distribution again (for example with `python -m build` or `uv build`) and pass the files on unchanged.';

/** Names the file in whatever went wrong while it was read; other errors pass through. */
export function invalidDistribution(filename: string, cause: unknown): unknown {
  if (cause instanceof ArchiveDefect) {
    return new PublishError({
      code: 'invalid-distribution',
      message: `${filename} ${cause.message}.`,
      remedy: cause.remedy,
      cause,
    });
  }
  if (cause instanceof NotRegularFile) {
    return new PublishError({
      code: 'invalid-distribution',
      message: `${filename} is a folder, pipe or device.`,
      remedy: 'Put the file itself there.',
      cause,
    });
  }
  if (isNativeError(cause) && 'syscall' in cause && 'code' in cause) {
    return new PublishError({
      code: 'invalid-distribution',
      message: `${filename} cannot be read (${String(cause.code)}).`,
      remedy: 'Check that the file is still there and that this job may read it.',
      cause,
    });
  }
  return cause;
}
