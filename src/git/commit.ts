import { GitDefect } from './git-defect.ts';
import type { ObjectId } from './git-object.ts';
import type { ObjectStore } from './object-store.ts';

/** What a commit object says that is needed to find a file. */
export interface Commit {
  readonly id: ObjectId;
  readonly tree: ObjectId;
  /** None where a clone is cut off there. */
  readonly parents: readonly ObjectId[];
}

/** How many tags may point to tags before one points to a commit. */
const MOST_TAGS = 10;

/** Reads a commit, or the one that an annotated tag stands for. */
export async function readCommit(id: ObjectId, objects: ObjectStore): Promise<Commit> {
  let current = id;
  for (let step = 0; step < MOST_TAGS; step += 1) {
    const { kind, content } = await objects.read(current);
    const [header = ''] = content.toString('latin1').split('\n\n', 1);
    const field = (name: string) =>
      [...header.matchAll(new RegExp(`^${name} ([0-9a-f]+)$`, 'gm'))].map(
        ([, value = '']) => value,
      );
    const [tree] = field('tree');
    if (kind === 'commit' && tree !== undefined) {
      return { id: current, tree, parents: field('parent') };
    }
    const [target] = kind === 'tag' ? field('object') : [];
    if (target === undefined) throw new GitDefect(`${current} is no commit`, 'Check the ref.');
    current = target;
  }
  throw new GitDefect(`${id} is a tag of a tag without end`);
}
