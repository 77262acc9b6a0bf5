import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { applyDelta } from './delta.ts';
import { GitDefect } from './git-defect.ts';
import { type GitObject, MOST_OBJECT_BYTES, type ObjectId, type ObjectKind } from './git-object.ts';
import { inflate } from './inflate.ts';
import { PackIndex } from './pack-index.ts';
import { readUpTo } from './read-exactly.ts';

/** Finds an object anywhere in the repository. */
export type FindObject = (id: ObjectId) => Promise<GitObject | undefined>;

/** git writes chains of 50 at most unless told otherwise, and reads no more than 4095. */
const LONGEST_CHAIN = 4_095;
/** Of all deltas of a chain, which are held at once. */
const MOST_DELTA_BYTES = 2 * MOST_OBJECT_BYTES;
/** A type, a size and a delta's base take no more. */
const LONGEST_HEADER = 64;

const KINDS: ReadonlyMap<number, ObjectKind> = new Map([
  [1, 'commit'],
  [2, 'tree'],
  [3, 'blob'],
  [4, 'tag'],
]);
const OFFSET_DELTA = 6;
const REF_DELTA = 7;

/** Opens every pack of an `objects` folder. */
export async function openPacks(folder: string, idBytes: number): Promise<Pack[]> {
  const names = await readdir(join(folder, 'pack')).catch(() => []);
  return names
    .filter((name) => name.endsWith('.idx'))
    .toSorted()
    .map((name) => new Pack(join(folder, 'pack', name.slice(0, -'.idx'.length)), idBytes));
}

/** A pack with its index; both are opened when first asked. */
export class Pack {
  readonly #path: string;
  readonly #idBytes: number;
  readonly #handles: FileHandle[] = [];
  #index: PackIndex | undefined;
  #pack: FileHandle | undefined;

  constructor(path: string, idBytes: number) {
    this.#path = path;
    this.#idBytes = idBytes;
  }

  async close(): Promise<void> {
    for (const handle of this.#handles.splice(0)) await handle.close();
  }

  /** @returns undefined where the pack has no such object. */
  async read(id: ObjectId, findBase: FindObject): Promise<GitObject | undefined> {
    this.#index ??= await PackIndex.open(await this.#open('.idx'), this.#idBytes);
    const offset = await this.#index.find(id);
    if (offset === undefined) return undefined;
    this.#pack ??= await this.#open('.pack');
    return this.#readAt(this.#pack, offset, findBase);
  }

  async #open(ending: string): Promise<FileHandle> {
    try {
      const handle = await open(this.#path + ending);
      this.#handles.push(handle);
      return handle;
    } catch {
      throw new GitDefect('a pack of the repository cannot be read');
    }
  }

  /** Goes from delta to delta down to a whole object, then applies them the other way. */
  async #readAt(pack: FileHandle, start: number, findBase: FindObject): Promise<GitObject> {
    const deltas: Buffer[] = [];
    let held = 0;
    for (let offset = start; deltas.length < LONGEST_CHAIN; ) {
      const entry = await this.#entry(pack, offset);
      const kind = KINDS.get(entry.type);
      if (kind !== undefined) return applied({ kind, content: entry.content }, deltas);
      deltas.push(entry.content);
      held += entry.content.length;
      if (held > MOST_DELTA_BYTES) throw new GitDefect('an object of the repository is too large');
      if (entry.baseId !== undefined) {
        const base = await findBase(entry.baseId);
        if (base === undefined) throw new GitDefect('a delta of the repository has no base');
        return applied(base, deltas);
      }
      if (entry.baseOffset === undefined) throw new GitDefect('a pack of the repository is broken');
      offset = entry.baseOffset;
    }
    throw new GitDefect('a chain of deltas of the repository has no end');
  }

  async #entry(pack: FileHandle, offset: number): Promise<PackEntry> {
    const header = await readUpTo(pack, offset, LONGEST_HEADER);
    const { type, size, position, ...base } = entryHeader(header, offset, this.#idBytes);
    if (size > MOST_OBJECT_BYTES) throw new GitDefect('an object of the repository is too large');
    // What zlib makes of bytes that it cannot make shorter, with room to spare.
    const packed = await readUpTo(pack, offset + position, size + (size >>> 6) + 1_024);
    const content = inflate(packed, size);
    if (content.length !== size) throw new GitDefect('an object of the repository is broken');
    return { type, content, ...base };
  }
}

interface Base {
  /** Of a delta against an object earlier in the pack. */
  readonly baseOffset?: number;
  /** Of a delta against an object anywhere. */
  readonly baseId?: ObjectId;
}

interface PackEntry extends Base {
  readonly type: number;
  readonly content: Buffer;
}

interface EntryHeader extends Base {
  readonly type: number;
  /** Bytes, unpacked. */
  readonly size: number;
  /** Bytes of the header. */
  readonly position: number;
}

/** gitformat-pack: 3 bits of type and a size of 4 bits, then 7 bits a byte; then a delta's base. */
function entryHeader(bytes: Buffer, offset: number, idBytes: number): EntryHeader {
  let position = 0;
  let byte = bytes[position++] ?? 0;
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte & 0x80; factor *= 128) {
    byte = bytes[position++] ?? 0;
    size += (byte & 0x7f) * factor;
  }
  if (type === REF_DELTA) {
    const baseId = bytes.toString('hex', position, position + idBytes);
    return { type, size, position: position + idBytes, baseId };
  }
  if (type !== OFFSET_DELTA) return { type, size, position };
  byte = bytes[position++] ?? 0;
  let distance = byte & 0x7f;
  while (byte & 0x80 && position < bytes.length) {
    byte = bytes[position++] ?? 0;
    distance = (distance + 1) * 128 + (byte & 0x7f);
  }
  if (distance <= 0 || distance > offset) throw new GitDefect('a pack of the repository is broken');
  return { type, size, position, baseOffset: offset - distance };
}

function applied(base: GitObject, deltas: readonly Buffer[]): GitObject {
  let { content } = base;
  for (const delta of deltas.toReversed()) content = applyDelta(content, delta, MOST_OBJECT_BYTES);
  return { kind: base.kind, content };
}
