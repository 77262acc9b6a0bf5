import { filenameIn, hashIn, withoutCredentials } from './file-address.ts';
import type { LockedFile } from './lock-document.ts';
import type { LockTable } from './lock-table.ts';
import { optional } from './optional.ts';

/** A file as Poetry and PDM write it: its name or its URL, and its hash. */
export function namedFile(file: LockTable): LockedFile {
  const url = file.optionalText('url');
  return {
    ...optional('filename', file.optionalText('file') ?? (url && filenameIn(url))),
    ...optional('url', url && withoutCredentials(url)),
    ...hashIn(file.optionalText('hash'), file.at),
    at: file.at,
  };
}
