import pLimit from 'p-limit';
import { type FileChange, fileChanged } from '../files/file-changed.ts';
import {
  asChangedFile,
  type ChangedFile,
  type CheckedFile,
  changeOf,
} from '../files/file-chunks.ts';
import { fileIdentity, openRegularFile } from '../files/regular-file.ts';
import type { Distribution } from '../packaging/distribution.ts';

/** Files read at once: disks do not get faster by more. */
const FILES_AT_ONCE = 4;

/** A file that was checked, with the name that is shown. */
export interface NamedFile extends CheckedFile {
  readonly filename: string;
}

/**
 * Reads files that were checked once more, every byte.
 * @throws PublishError `file-changed` that names each file that is not what it was
 */
export async function expectSameBytes(files: readonly NamedFile[]): Promise<void> {
  await expectUnchanged(files, changeOf);
}

/**
 * As {@link expectSameBytes}, but reads only files whose entry changed: a look before an upload,
 * which hashes what it sends anyway.
 */
export async function expectUntouched(files: readonly Distribution[]): Promise<void> {
  await expectUnchanged(files, async (file) => {
    const identity = await identityOf(file.path);
    if (typeof identity !== 'string') return identity;
    return identity === file.fileIdentity ? undefined : changeOf(file);
  });
}

async function expectUnchanged<T extends NamedFile>(
  files: readonly T[],
  change: (file: T) => Promise<ChangedFile | undefined>,
): Promise<void> {
  const found = await pLimit(FILES_AT_ONCE).map(
    files,
    async (file): Promise<readonly FileChange[]> => {
      const changed = await change(file);
      return changed ? [{ filename: file.filename, reason: changed.reason }] : [];
    },
  );
  const changes = found.flat();
  if (changes.length > 0) throw fileChanged(changes);
}

async function identityOf(path: string): Promise<string | ChangedFile> {
  try {
    const file = await openRegularFile(path);
    try {
      return await fileIdentity(file);
    } finally {
      await file.handle.close();
    }
  } catch (error) {
    return asChangedFile(path, error);
  }
}
