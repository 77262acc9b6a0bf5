import { GitDefect } from './git-defect.ts';
import type { GitObject, ObjectId } from './git-object.ts';

/** What a name of a folder stands for. */
export interface TreeEntry {
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
