import { join } from 'node:path';
import { readCommit } from './commit.ts';
import { GitDefect } from './git-defect.ts';
import type { GitFolder } from './git-folder.ts';
import type { ObjectId } from './git-object.ts';
import type { ObjectStore } from './object-store.ts';
import { readSmall } from './small-file.ts';

/** How many refs may point to refs. */
const MOST_LINKS = 5;
/** The farthest ancestor that can be asked for. */
const MOST_GENERATIONS = 1_000;

/** Where git looks for a short name, in its order; a checkout for CI has the last only. */
const PLACES: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => `refs/${name}`,
  (name) => `refs/tags/${name}`,
  (name) => `refs/heads/${name}`,
  (name) => `refs/remotes/${name}`,
  (name) => `refs/remotes/${name}/HEAD`,
  (name) => `refs/remotes/origin/${name}`,
];

/**
 * Finds what a ref stands for.
 * @returns The id of a commit or a tag, or what else the ref points to
 * @throws GitDefect where the repository has no such ref
 */
export async function resolveRef(
  folder: GitFolder,
  ref: string,
  objects: ObjectStore,
): Promise<ObjectId> {
  // No name has either of the marks: one among the steps that belongs to none makes a name of all.
  const [, name = ref, steps = ''] = /^([^~^]*)((?:[~^][0-9]*)*)$/.exec(ref) ?? [];
  let id = isId(name, folder) ? name.toLowerCase() : await lookUp(folder, name);
  for (const [step] of steps.matchAll(/\^[0-9]*|~[0-9]*/g)) id = await ancestor(id, step, objects);
  return id;
}

function isId(name: string, { idBytes }: GitFolder): boolean {
  return name.length === idBytes * 2 && /^[0-9a-f]+$/i.test(name);
}

async function lookUp(folder: GitFolder, name: string): Promise<ObjectId> {
  if (isRefName(name)) {
    const packed = packedRefs(await readSmall(join(folder.commonDir, 'packed-refs')));
    for (const place of PLACES) {
      const id = await follow(folder, place(name), packed);
      if (id !== undefined) return id;
    }
  }
  throw new GitDefect(
    `the repository has no ref ${JSON.stringify(name.slice(0, 100))}`,
    'Fetch it: with actions/checkout set `fetch-depth: 0`, or name a commit that is there.',
  );
}

/** By git's rules for names (`git check-ref-format`), as far as they keep a path inside. */
function isRefName(name: string): boolean {
  return !/[\s\p{Cc}~^:?*[\\]/u.test(name) && !/(?:^|\/)(?:\.|$)|\.\.|\/\/|@\{/.test(name);
}

async function follow(
  folder: GitFolder,
  start: string,
  packed: ReadonlyMap<string, ObjectId>,
): Promise<ObjectId | undefined> {
  let name = start;
  for (let link = 0; link < MOST_LINKS; link += 1) {
    const isShared = name.startsWith('refs/');
    if (!isShared && !/^[A-Z_]+$/.test(name)) return undefined;
    const text = await readSmall(join(isShared ? folder.commonDir : folder.gitDir, name));
    const [, id, target] = /^(?:([0-9a-f]{40,64})|ref: (.+))$/.exec(text?.trimEnd() ?? '') ?? [];
    if (id !== undefined) return id;
    if (target === undefined || !isRefName(target)) return packed.get(name);
    name = target;
  }
  return undefined;
}

function packedRefs(text: string | undefined): ReadonlyMap<string, ObjectId> {
  const refs = new Map<string, ObjectId>();
  for (const [, id = '', name = ''] of (text ?? '').matchAll(/^([0-9a-f]{40,64}) (\S+)$/gm)) {
    refs.set(name, id);
  }
  return refs;
}

/** `^` and `^2`: a parent; `~3`: the first parent of the first parent of the first parent. */
async function ancestor(id: ObjectId, step: string, objects: ObjectStore): Promise<ObjectId> {
  const count = Number(step.slice(1) || '1');
  const generations = step.startsWith('~') ? count : Math.min(count, 1);
  if (generations > MOST_GENERATIONS) {
    throw new GitDefect(
      `${step} goes back more than ${MOST_GENERATIONS} commits`,
      'Name the commit.',
    );
  }
  const which = step.startsWith('~') ? 1 : count;
  let commit = await readCommit(id, objects);
  for (let generation = 0; generation < generations; generation += 1) {
    const parent = commit.parents[which - 1];
    if (parent === undefined) {
      throw new GitDefect(`${commit.id} has no parent ${which}`, 'Check the ref.');
    }
    commit = await readCommit(parent, objects);
  }
  return commit.id;
}
