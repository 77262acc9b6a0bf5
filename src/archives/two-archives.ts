import { ArchiveDefect } from './archive-defect.ts';
import { hasTarCheckSum, TAR_BLOCK_BYTES } from './tar/tar-header.ts';
import type { RandomAccess } from './zip/random-access.ts';

const ZIP_END = 'PK\x05\x06';
const ZIP_END_BYTES = 22;
const ZIP_DIRECTORY = 'PK\x01\x02';
const MOST_COMMENT_BYTES = 0xffff;

/**
 * Refuses a ZIP archive whose first member's header is a tar header, too: PyPI takes no file that
 * Python opens as both (2026-08), because what it checked could be another one than what is
 * installed. Throws an `ArchiveDefect`.
 */
export async function refuseTarInZip(file: RandomAccess): Promise<void> {
  if (file.size < TAR_BLOCK_BYTES) return;
  if (hasTarCheckSum(await file.read(0, TAR_BLOCK_BYTES))) throw both();
}

/** Refuses a tar archive that Python's `zipfile` finds a ZIP archive in: see above. */
export async function refuseZipInTar(file: RandomAccess): Promise<void> {
  const tailBytes = Math.min(file.size, ZIP_END_BYTES + MOST_COMMENT_BYTES);
  const tail = await file.read(file.size - tailBytes, tailBytes);
  const at = tail.lastIndexOf(ZIP_END, undefined, 'latin1');
  if (at < 0 || at + ZIP_END_BYTES > tail.length) return;
  const entries = tail.readUInt16LE(at + 10);
  const directoryBytes = tail.readUInt32LE(at + 12);
  const isEmpty = entries === 0 && directoryBytes === 0;
  if (isEmpty || (await hasDirectory(file, file.size - tail.length + at - directoryBytes))) {
    throw both();
  }
}

async function hasDirectory(file: RandomAccess, offset: number): Promise<boolean> {
  if (offset < 0) return false;
  return (await file.read(offset, ZIP_DIRECTORY.length)).toString('latin1') === ZIP_DIRECTORY;
}

function both(): ArchiveDefect {
  return new ArchiveDefect('is a ZIP and a tar archive at once, which PyPI refuses');
}
