import { inflateSync } from 'node:zlib';
import { GitDefect } from './git-defect.ts';

/**
 * Unpacks a zlib stream; what follows it is passed over.
 * @param most The most bytes that may come out.
 * @throws GitDefect where it is none, or has more
 */
export function inflate(bytes: Uint8Array, most: number): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: Math.max(most, 1) });
  } catch {
    throw new GitDefect('an object of the repository is broken or too large');
  }
}
