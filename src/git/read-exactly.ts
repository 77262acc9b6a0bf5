import type { FileHandle } from 'node:fs/promises';
import { GitDefect } from './git-defect.ts';

/** @throws GitDefect where the file ends before that. */
export async function readExactly(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Buffer> {
  const bytes = await readUpTo(handle, position, length);
  if (bytes.length < length) throw new GitDefect('a pack of the repository ends too early');
  return bytes;
}

/** Fewer bytes where the file ends. */
export async function readUpTo(
  handle: FileHandle,
  position: number,
  length: number,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
