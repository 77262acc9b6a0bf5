import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { GitDefect } from './git-defect.ts';
import { type GitObject, MOST_OBJECT_BYTES, type ObjectId, type ObjectKind } from './git-object.ts';
import { inflate } from './inflate.ts';

/** `kind SP size NUL` before the content. */
const LONGEST_HEADER = 32;

/** Reads `objects/ab/cdef…`; undefined where there is no such file. */
export async function readLoose(folder: string, id: ObjectId): Promise<GitObject | undefined> {
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
