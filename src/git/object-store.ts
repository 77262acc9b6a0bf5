import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { GitDefect } from './git-defect.ts';
import type { GitFolder } from './git-folder.ts';
import { type GitObject, MOST_OBJECT_BYTES, type ObjectId, type ObjectKind } from './git-object.ts';
import { inflate } from './inflate.ts';
import { openPacks, type Pack } from './pack.ts';
import { readSmall } from './small-file.ts';

/** How many deltas in a row may name their base by its id; git writes none to disk. */
const MOST_BASES = 100;

/** Stores that borrow from stores that borrow. */
const MOST_ALTERNATES = 20;

/** The objects of a repository, loose and packed, those that it borrows included. */
export class ObjectStore {
  readonly idBytes: number;
  readonly #folders: readonly string[];
  readonly #packs: readonly Pack[];

  private constructor(idBytes: number, folders: readonly string[], packs: readonly Pack[]) {
    this.idBytes = idBytes;
    this.#folders = folders;
    this.#packs = packs;
  }

  static async open({ commonDir, idBytes }: GitFolder): Promise<ObjectStore> {
    const folders = await objectFolders(join(commonDir, 'objects'));
    const packs: Pack[] = [];
    for (const folder of folders) packs.push(...(await openPacks(folder, idBytes)));
    return new ObjectStore(idBytes, folders, packs);
  }

  /** For the caller to call, whatever came of reading. */
  async close(): Promise<void> {
    await Promise.all(this.#packs.map((pack) => pack.close()));
  }

  /**
   * Reads an object and checks that its bytes are those that its id names.
   * @throws GitDefect where it is not there, not of the kind asked for, or broken
   */
  async read(id: ObjectId, kind?: ObjectKind): Promise<GitObject> {
    const found = await this.#find(id);
    if (found === undefined) throw notThere(id);
    const hash = createHash(this.idBytes === 20 ? 'sha1' : 'sha256');
    hash.update(`${found.kind} ${found.content.length}\0`).update(found.content);
    if (hash.digest('hex') !== id)
      throw new GitDefect(`the object ${id} has other bytes than its id`);
    if (kind !== undefined && found.kind !== kind) {
      throw new GitDefect(`${id} is a ${found.kind}, not a ${kind}`, 'Check the ref.');
    }
    return found;
  }

  /** A delta may have its base in another pack, or loose. */
  async #find(id: ObjectId, bases = 0): Promise<GitObject | undefined> {
    if (bases > MOST_BASES) throw new GitDefect('a chain of deltas of the repository has no end');
    for (const folder of this.#folders) {
      const loose = await readLoose(folder, id);
      if (loose) return loose;
    }
    for (const pack of this.#packs) {
      const packed = await pack.read(id, (base) => this.#find(base, bases + 1));
      if (packed) return packed;
    }
    return undefined;
  }
}

function notThere(id: ObjectId): GitDefect {
  return new GitDefect(
    `the repository has not the object ${id}: it is a shallow or partial clone`,
    'Fetch it: with actions/checkout set `fetch-depth: 0` (and no `filter`).',
  );
}

/** `objects/info/alternates` names further ones, a path a line. */
async function objectFolders(first: string): Promise<string[]> {
  const folders = [first];
  for (let index = 0; index < folders.length && index < MOST_ALTERNATES; index += 1) {
    const folder = folders[index] ?? first;
    const text = (await readSmall(join(folder, 'info', 'alternates'))) ?? '';
    for (const line of text.split('\n')) {
      const other = resolve(folder, line.trim());
      if (line.trim() !== '' && !line.startsWith('#') && !folders.includes(other))
        folders.push(other);
    }
  }
  return folders.slice(0, MOST_ALTERNATES);
}

/** `kind SP size NUL` before the content. */
const LONGEST_HEADER = 32;

/** Reads `objects/ab/cdef…`; undefined where there is no such file. */
async function readLoose(folder: string, id: ObjectId): Promise<GitObject | undefined> {
  const handle = await open(join(folder, id.slice(0, 2), id.slice(2))).catch(() => undefined);
  if (handle === undefined) return undefined;
  let packed: Buffer;
  try {
    const stats = await handle.stat();
    if (!stats.isFile() || stats.size > MOST_OBJECT_BYTES) {
      throw new GitDefect(`the object ${id} is too large`);
    }
    packed = await handle.readFile();
  } finally {
    await handle.close();
  }
  const bytes = inflate(packed, MOST_OBJECT_BYTES + LONGEST_HEADER);
  const header = bytes.toString('latin1', 0, LONGEST_HEADER);
  const [whole, kind, size] = /^(commit|tree|blob|tag) ([0-9]+)\0/.exec(header) ?? [];
  const content = bytes.subarray(whole?.length ?? 0);
  if (kind === undefined || content.length !== Number(size)) {
    throw new GitDefect(`the object ${id} is broken`);
  }
  return { kind: kind as ObjectKind, content };
}
