import { LockDefect } from './lock-document.ts';

/** More than ten times the largest lock known (some 5 MB). Bytes. */
export const MOST_LOCK_BYTES = 64 * 1024 * 1024;

/**
 * Decodes a lock file: UTF-8, or UTF-16 with a byte order mark, as PowerShell's `>` writes. The
 * mark itself is left out.
 * @throws LockDefect where it is neither, or too large
 */
export function lockText(path: string, bytes: Uint8Array): string {
  const at = { path, line: 1 };
  if (bytes.byteLength > MOST_LOCK_BYTES) {
    throw new LockDefect(at, 'is larger than 64 MiB, which no lock file is', 'Check the path.');
  }
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) {
    throw new LockDefect(at, 'is UTF-32, which is not read', 'Save the file as UTF-8.');
  }
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new LockDefect(at, 'is no UTF-8', 'Save the file as UTF-8.');
  }
}
