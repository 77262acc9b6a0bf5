import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type GithubRepository, originOf } from '../project/git-remote.ts';

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
