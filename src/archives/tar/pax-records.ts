import { damagedTar } from './tar-header.ts';

/**
 * The records of an extended header, `LENGTH KEY=VALUE\n` each (POSIX.1-2001), with the checks of
 * Python's `tarfile`. Throws an `ArchiveDefect`.
 */
export function parsePaxRecords(bytes: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  let offset = 0;
  // What follows a NUL is padding to Python.
  while (offset < bytes.length && bytes[offset] !== 0) {
    const prefix = /^([0-9]{1,15}) /.exec(bytes.toString('latin1', offset, offset + 16));
    const length = Number(prefix?.[1]);
    const start = offset + (prefix?.[0].length ?? 0);
    const end = offset + length - 1;
    const equals = bytes.indexOf('=', start);
    // A key has at least one character, and the record ends with a line break.
    if (!(equals > start && equals < end && end < bytes.length && bytes[end] === 0x0a)) {
      throw damagedTar('an extended header is malformed');
    }
    records.set(bytes.toString('utf8', start, equals), bytes.toString('utf8', equals + 1, end));
    offset = end + 1;
  }
  return records;
}
