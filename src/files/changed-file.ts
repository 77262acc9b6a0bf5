import { isNativeError } from 'node:util/types';
import { NotRegularFile } from './regular-file.ts';

/**
 * A file is not what it was when it was checked, or can no longer be read. The cause is on this
 * machine: never the server that the file is sent to.
 */
export class ChangedFile extends Error {
  override readonly name = 'ChangedFile';
  readonly path: string;
  /** The rest of a sentence that begins with the file's name. */
  readonly reason: string;

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path} ${reason}`, cause === undefined ? undefined : { cause });
    this.path = path;
    this.reason = reason;
  }
}

/** What opening or reading a checked file threw, as a change of that file. */
export function asChangedFile(path: string, error: unknown): ChangedFile {
  if (error instanceof ChangedFile) return error;
  return new ChangedFile(path, reasonOf(error), error);
}

function reasonOf(error: unknown): string {
  if (error instanceof NotRegularFile) return 'is a folder, pipe or device now';
  const code = isNativeError(error) && 'code' in error ? String(error.code) : String(error);
  if (code === 'EISDIR') return 'is a folder now';
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? 'is no longer there'
    : `can no longer be read (${code})`;
}
