import { randomUUID } from 'node:crypto';
import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isNativeError } from 'node:util/types';
import { PublishError } from '../../errors.ts';

/**
 * Writes every text or none: under temporary names first, which are exchanged for the real ones
 * when all of them are written. Where one cannot be exchanged, files that were there before are put
 * back.
 * @param texts by absolute path
 * @throws PublishError `invalid-configuration` where a file cannot be written
 */
export async function writeTexts(texts: ReadonlyMap<string, string>): Promise<void> {
  const files = [...texts].map(([path, text]) => ({ path, text, ...temporaryNames(path) }));
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const { path, text, fresh } of files) {
      await mkdir(dirname(path), { recursive: true });
      undo.push(() => rm(fresh, { force: true }));
      await writeFile(fresh, text, { flag: 'wx' });
    }
    const placed = new Set<bigint>();
    for (const { path, fresh, old } of files) {
      const there = await replaceable(path);
      if (there !== undefined) {
        // Names that differ only in case are one file on Windows and macOS.
        if (placed.has(there)) throw new Error(`${path} would replace another attestation`);
        await rename(path, old);
        undo.push(() => rename(old, path));
      }
      await rename(fresh, path);
      undo.push(() => rm(path, { force: true }));
      placed.add((await lstat(path, { bigint: true })).ino);
    }
  } catch (cause) {
    // One that fails must not keep the others from being undone.
    for (const step of undo.toReversed()) await step().catch(() => undefined);
    throw unwritable(dirname(files[0]?.path ?? ''), cause);
  }
  for (const { old } of files) await rm(old, { force: true });
}

/** Says that a directory cannot take what is to be written there. */
export function unwritable(directory: string, cause: unknown): PublishError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PublishError({
    code: 'invalid-configuration',
    message: `Attestations cannot be written to ${directory}: ${why}.`,
    remedy: 'Give a directory that this job may write to as `attestations-dir`.',
    cause,
  });
}

/** Short ones: the real name may be as long as a file system allows. */
function temporaryNames(path: string): { readonly fresh: string; readonly old: string } {
  const name = join(dirname(path), `.${randomUUID()}`);
  return { fresh: `${name}.new`, old: `${name}.old` };
}

/** The inode of the file or link at a path. A folder is left where it is: the exchange then fails. */
async function replaceable(path: string): Promise<bigint | undefined> {
  try {
    const found = await lstat(path, { bigint: true });
    return found.isDirectory() ? undefined : found.ino;
  } catch (error) {
    if (isNativeError(error) && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
