import { createHash } from 'node:crypto';
import { openRegularFile, type RegularFile } from '../files/regular-file.ts';

/** What a file was when it was read. */
export interface FileDigest {
  /** Lower-case hex. */
  readonly sha256: string;
  /** Bytes that were hashed. */
  readonly size: number;
}

/** Larger blocks are not faster; this one is all that hashing a file of any size holds. */
const BLOCK_BYTES = 1024 * 1024;

/**
 * Hashes a file in constant memory.
 * @throws NotRegularFile, and what `node:fs` throws
 */
export async function sha256File(path: string): Promise<FileDigest> {
  const file = await openRegularFile(path);
  try {
    return await digestOf(file);
  } finally {
    await file.handle.close();
  }
}

async function digestOf({ handle, size: expected }: RegularFile): Promise<FileDigest> {
  const hash = createHash('sha256');
  // One byte more than a small file has, so that its end shows with the second read.
  const block = Buffer.allocUnsafe(Math.min(BLOCK_BYTES, expected + 1));
  let size = 0;
  for (;;) {
    const { bytesRead } = await handle.read(block, 0, block.length, size);
    if (bytesRead === 0) {
      return { sha256: hash.digest('hex'), size };
    }
    hash.update(block.subarray(0, bytesRead));
    size += bytesRead;
  }
}
