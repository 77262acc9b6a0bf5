import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { type GithubRepository, originOf } from '../project/git-remote.ts';

/** More than any text file of a repository that is read here. */
const MOST_BYTES = 1024 * 1024;

/** The text files of a repository: bounded, and none from outside of it. */
export class RepositoryFiles {
  readonly root: string;
  readonly #realRoot: string;

  /** @param root an absolute path */
  constructor(root: string) {
    this.root = root;
    this.#realRoot = realpathSync(root);
  }

  /**
   * @param path relative to the repository, with `/`
   * @returns undefined where there is no such file, it is too large, or a link leads out
   */
  read(path: string): string | undefined {
    try {
      const real = realpathSync(join(this.root, path));
      if (!real.startsWith(this.#realRoot + sep)) return undefined;
      const { size } = statSync(real);
      if (!lstatSync(real).isFile() || size > MOST_BYTES) return undefined;
      return readFileSync(real, 'utf8');
    } catch {
      return undefined;
    }
  }

  /** The names in a folder, sorted; none where there is no such folder. */
  names(folder: string): readonly string[] {
    try {
      return readdirSync(join(this.root, folder)).toSorted();
    } catch {
      return [];
    }
  }

  /** The folders in a folder, without links. */
  folders(folder: string): readonly string[] {
    try {
      const entries = readdirSync(join(this.root, folder), { withFileTypes: true });
      return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
    } catch {
      return [];
    }
  }
}

/**
 * The repository on GitHub that a checkout's `origin` names.
 * @param root the folder that holds `.git`, which is a file in a worktree
 */
export function githubOrigin(root: string): GithubRepository | undefined {
  try {
    return originOf(readFileSync(join(commonFolder(join(root, '.git')), 'config'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Where the repository's configuration lies (gitrepository-layout(5)). */
function commonFolder(dotGit: string): string {
  if (statSync(dotGit).isDirectory()) return dotGit;
  const link = /^gitdir: (.+)$/m.exec(readFileSync(dotGit, 'utf8'))?.[1]?.trim() ?? '';
  const folder = resolve(dotGit, '..', link);
  try {
    return resolve(folder, readFileSync(join(folder, 'commondir'), 'utf8').trim());
  } catch {
    return folder;
  }
}
