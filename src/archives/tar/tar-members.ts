import type { PieceReader } from './piece-reader.ts';
import { damagedTar, parseTarHeader, TAR_BLOCK_BYTES } from './tar-header.ts';

/** The kinds of POSIX. */
type TarMemberType =
  | 'file'
  | 'contiguous-file'
  | 'link'
  | 'symlink'
  | 'character-device'
  | 'block-device'
  | 'directory'
  | 'fifo';

/** What PyPI and installers judge a member by. */
export interface TarHeader {
  readonly path: string;
  /** `undefined` for kinds that are not in POSIX, such as GNU's sparse files. */
  readonly type: TarMemberType | undefined;
  /** The target of a link. */
  readonly target: string;
  /** Bytes. */
  readonly size: number;
  /** Names of the extended header's records. */
  readonly extendedKeys: readonly string[];
}

/** A member as it comes by; the archive is read once, forwards. */
export interface TarMember {
  readonly header: TarHeader;
  /** Its bytes, to be read before the next member is asked for; what is left is skipped. */
  readonly data: () => AsyncIterable<Buffer>;
}

const TYPES: ReadonlyMap<string, TarMemberType> = new Map([
  ['\0', 'file'],
  ['0', 'file'],
  ['1', 'link'],
  ['2', 'symlink'],
  ['3', 'character-device'],
  ['4', 'block-device'],
  ['5', 'directory'],
  ['6', 'fifo'],
  ['7', 'contiguous-file'],
]);
const EXTENDED_FLAGS: readonly string[] = ['x', 'X'];
const GLOBAL_FLAG = 'g';
const LONG_PATH_FLAG = 'L';
const LONG_LINK_FLAG = 'K';
/** Real ones have some hundred bytes; a path has at most some thousand. */
const MOST_EXTENDED_BYTES = 1024 * 1024;

/** What headers before a member's own say about it. */
interface Announced {
  readonly path?: string;
  readonly target?: string;
  readonly size?: number;
  readonly keys?: readonly string[];
}

/**
 * The members of a tar archive as Python's `tarfile` sees them (and with it PyPI, pip and uv's
 * peers), in constant memory. What readers could take in two ways is refused: headers of which
 * Python would say that the archive ends here, two names for one member, anything after the end.
 * Throws an `ArchiveDefect`.
 */
export async function* tarMembers(reader: PieceReader): AsyncGenerator<TarMember> {
  let announced: Announced = {};
  for (;;) {
    const block = await reader.read(TAR_BLOCK_BYTES);
    if (block.length === 0 || isZero(block)) {
      if (announced.keys !== undefined) throw damagedTar('its last header announces a member');
      await expectZeros(reader);
      return;
    }
    if (block.length < TAR_BLOCK_BYTES) throw truncated();
    const own = parseTarHeader(block);
    const next = await announcement(own.flag, own.size, reader);
    if (next !== undefined) {
      announced = joined(announced, next);
      continue;
    }
    // The oldest way to write a directory.
    const type = own.flag === '\0' && own.path.endsWith('/') ? 'directory' : TYPES.get(own.flag);
    const header: TarHeader = {
      path: announced.path ?? own.path,
      type,
      target: announced.target ?? own.linkname,
      size: announced.size ?? own.size,
      extendedKeys: announced.keys ?? [],
    };
    announced = {};
    yield* member(header, reader);
  }
}

async function* member(header: TarHeader, reader: PieceReader): AsyncGenerator<TarMember> {
  const hasData = header.type === undefined || isTarFile(header);
  let left = hasData ? header.size : 0;
  async function* data(): AsyncGenerator<Buffer> {
    for await (const part of reader.stream(left)) {
      left -= part.length;
      yield part;
    }
    if (left > 0) throw truncated();
  }
  const padding = -left & (TAR_BLOCK_BYTES - 1);
  yield { header, data };
  if (!(await reader.skip(left + padding))) throw truncated();
}

/** Whether a member has bytes that are unpacked: old tools wrote some files as contiguous ones. */
export function isTarFile({ type }: Pick<TarHeader, 'type'>): boolean {
  return type === 'file' || type === 'contiguous-file';
}

/** What a header of a header says; undefined where it is a member's own. */
async function announcement(
  flag: string,
  size: number,
  reader: PieceReader,
): Promise<Announced | undefined> {
  const isExtended = EXTENDED_FLAGS.includes(flag) || flag === GLOBAL_FLAG;
  if (!isExtended && flag !== LONG_PATH_FLAG && flag !== LONG_LINK_FLAG) return undefined;
  if (size > MOST_EXTENDED_BYTES) throw damagedTar('an extended header is unreasonably large');
  const padded = Math.ceil(size / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES;
  const bytes = await reader.read(padded);
  if (bytes.length < padded) throw truncated();
  if (!isExtended) {
    const text = untilNul(bytes);
    return flag === LONG_PATH_FLAG ? { path: text, keys: [] } : { target: text, keys: [] };
  }
  // Python reads on into the padding, where nothing but zeros belongs.
  const records = parsePaxRecords(bytes);
  return flag === GLOBAL_FLAG ? globalAnnouncement(records) : extendedAnnouncement(records);
}

/** A global header holds for all that follow: fine for a comment, and for nothing that is judged. */
function globalAnnouncement(records: ReadonlyMap<string, string>): Announced {
  const keys = [...records.keys()];
  if (keys.some((key) => /^(?:path|linkpath|size|GNU\.sparse\..*)$/.test(key))) {
    throw damagedTar('a global header gives all members one name, size or kind');
  }
  return { keys: [] };
}

function extendedAnnouncement(records: ReadonlyMap<string, string>): Announced {
  const path = records.get('path');
  const target = records.get('linkpath');
  const size = records.get('size');
  if (size !== undefined && !/^[0-9]{1,15}$/.test(size)) {
    throw damagedTar('an extended header states an impossible size');
  }
  return {
    keys: [...records.keys()],
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size: Number(size) }),
  };
}

function joined(before: Announced, next: Announced): Announced {
  const isTold = (key: 'path' | 'target' | 'size') =>
    before[key] !== undefined && next[key] !== undefined;
  if (isTold('path') || isTold('target') || isTold('size')) {
    throw damagedTar('two headers before a member contradict each other');
  }
  return { ...before, ...next, keys: [...(before.keys ?? []), ...(next.keys ?? [])] };
}

async function expectZeros(reader: PieceReader): Promise<void> {
  for await (const part of reader.stream(Number.POSITIVE_INFINITY)) {
    if (!isZero(part)) throw damagedTar('members or other data come after its end');
  }
}

function untilNul(bytes: Buffer): string {
  const nul = bytes.indexOf(0);
  return bytes.toString('utf8', 0, nul === -1 ? bytes.length : nul);
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

const truncated = () => damagedTar('its end is missing');

/**
 * The records of an extended header, `LENGTH KEY=VALUE\n` each (POSIX.1-2001), with the checks of
 * Python's `tarfile`. Throws an `ArchiveDefect`.
 */
function parsePaxRecords(bytes: Buffer): ReadonlyMap<string, string> {
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
