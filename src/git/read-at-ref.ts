import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { readCommit } from './commit.ts';
import { GitDefect } from './git-defect.ts';
import { type GitFolder, openGitFolder } from './git-folder.ts';
import type { GitObject, ObjectId } from './git-object.ts';
import { ObjectStore } from './object-store.ts';
import { resolveRef } from './refs.ts';

/**
 * The commit that a ref stands for in a local repository.
 *
 * @param folder Absolute; in the working tree.
 * @param ref A commit's id, a branch, a tag, `origin/main`, `HEAD`; `^`, `^2` and `~3` after it.
 * @throws GitDefect where it cannot be told: no repository, no such ref, a commit that a shallow
 *   clone has not
 */
export async function commitAtRef(folder: string, ref: string): Promise<ObjectId> {
  return withObjects(folder, async (objects, repository) => {
    const { id } = await readCommit(await resolveRef(repository, ref, objects), objects);
    return id;
  });
}

/**
 * Reads a file as a commit of a local repository has it: from `.git` itself, without git.
 *
 * @param ref As {@link commitAtRef} takes it.
 * @param path From the folder on, `/` between its parts.
 * @returns undefined where that commit has no such file
 * @throws GitDefect where it cannot be told; also for objects that a partial clone has not
 */
export async function readAtRef(
  folder: string,
  ref: string,
  path: string,
): Promise<Uint8Array | undefined> {
  return withObjects(folder, async (objects, repository) => {
    const { tree } = await readCommit(await resolveRef(repository, ref, objects), objects);
    const prefix = relative(repository.workTree, await realpath(folder)).split(sep);
    return fileIn(tree, [...prefix, ...path.split('/')], objects);
  });
}

async function withObjects<T>(
  folder: string,
  read: (objects: ObjectStore, repository: GitFolder) => Promise<T>,
): Promise<T> {
  const repository = await openGitFolder(folder);
  const objects = await ObjectStore.open(repository);
  try {
    return await read(objects, repository);
  } finally {
    await objects.close();
  }
}

async function fileIn(
  tree: ObjectId,
  parts: readonly string[],
  objects: ObjectStore,
): Promise<Buffer | undefined> {
  const names = parts.filter((part) => part !== '' && part !== '.');
  const path = names.join('/');
  if (names.length === 0 || names.includes('..')) {
    throw new GitDefect(`${path || '.'} is no path in the repository`, 'Check the path.');
  }
  let current: ObjectId = tree;
  for (const [index, name] of names.entries()) {
    const entry = treeEntry(await objects.read(current, 'tree'), name, objects.idBytes);
    if (entry === undefined) return undefined;
    const isLast = index === names.length - 1;
    if (isLast && entry.kind === 'file') return (await objects.read(entry.id, 'blob')).content;
    if (entry.kind === 'folder' && !isLast) current = entry.id;
    else if (entry.kind === 'file' || entry.kind === 'folder') return undefined;
    else {
      throw new GitDefect(
        `${names.slice(0, index + 1).join('/')} is a ${entry.kind} in that commit`,
        'Name the file itself, not a way to it.',
      );
    }
  }
  return undefined;
}

/** What a name of a folder stands for. */
interface TreeEntry {
  readonly kind: 'file' | 'folder' | 'symbolic link' | 'submodule';
  readonly id: ObjectId;
}

const KINDS: Readonly<Record<string, TreeEntry['kind']>> = {
  '40000': 'folder',
  '100644': 'file',
  '100755': 'file',
  // Written by git before 1.0.
  '100664': 'file',
  '120000': 'symbolic link',
  '160000': 'submodule',
};

/** Finds a name in a tree: its entries are `mode SP name NUL id`. */
export function treeEntry(tree: GitObject, name: string, idBytes: number): TreeEntry | undefined {
  const { content } = tree;
  const wanted = Buffer.from(name);
  for (let position = 0; position < content.length; ) {
    const space = content.indexOf(0x20, position);
    const end = content.indexOf(0, space + 1);
    if (space === -1 || end === -1 || end + 1 + idBytes > content.length) {
      throw new GitDefect('a tree of the repository is broken');
    }
    const next = end + 1 + idBytes;
    if (content.subarray(space + 1, end).equals(wanted)) {
      const kind = KINDS[content.toString('latin1', position, space)];
      if (kind === undefined) throw new GitDefect('a tree of the repository is broken');
      return { kind, id: content.toString('hex', end + 1, next) };
    }
    position = next;
  }
  return undefined;
}
