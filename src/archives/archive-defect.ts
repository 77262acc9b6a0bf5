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

/** For members that are there twice: building again gives the same file. */
export const ADDED_TWICE =
  'Most often the build backend is told to add a file twice, and building again gives the same: with hatchling, a path in `force-include` that `packages` or `include` adds as well. Remove one of the two.';

/** For archives that unpack to too much: building again gives the same file. */
export const COMPRESS_LESS =
  'Most often this is a large file that compresses very well, and building again gives the same. Leave it out, or build with a lower compression level.';

/** For bytes that do not fit together. */
export const MERGED_ARTIFACTS =
  'Most often several jobs built a file with this name, and their artifacts were merged into one folder (`merge-multiple: true` of actions/download-artifact), which mixed their bytes: let one job build it. Otherwise build it again, and pass the files on unchanged.';

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
