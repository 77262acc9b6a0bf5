import { createHash } from 'node:crypto';

/** The maximum of the usual file systems of Linux, in bytes; others count fewer units for a name. */
const MOST_NAME_BYTES = 255;
const HASH_CHARACTERS = 8;

/** Whether `FILE.ENDING` is too long for the name of a file. */
export function isTooLong(filename: string, ending: string): boolean {
  return Buffer.byteLength(filename + ending) > MOST_NAME_BYTES;
}

/**
 * The name of what is written next to a file: `FILE.ENDING`. Where a file system does not allow one
 * that long, the start of the file's name, a hash of all of it, and the ending.
 * @param ending with its dot
 */
export function nameBeside(filename: string, ending: string): string {
  if (!isTooLong(filename, ending)) return filename + ending;
  const hash = createHash('sha256').update(filename).digest('hex').slice(0, HASH_CHARACTERS);
  const tail = `~${hash}${ending}`;
  return startOf(filename, MOST_NAME_BYTES - Buffer.byteLength(tail)) + tail;
}

/** Whole characters of at most so many bytes. */
function startOf(text: string, mostBytes: number): string {
  let start = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > mostBytes) return start;
    start += character;
  }
  return start;
}
