import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { GitDefect } from './git-defect.ts';
import { readSmall } from './small-file.ts';

/** Where a repository keeps its things. Absolute paths. */
export interface GitFolder {
  readonly workTree: string;
  /** `.git`, or what stands for it in a further working tree: `HEAD` is here. */
  readonly gitDir: string;
  /** Shared by all working trees: refs and objects are here. */
  readonly commonDir: string;
  /** 20 (SHA-1) or 32 (SHA-256). */
  readonly idBytes: number;
}

/**
 * Finds the repository that a folder lies in.
 * @throws GitDefect where there is none, or one that is kept in a way not known here
 */
export async function openGitFolder(folder: string): Promise<GitFolder> {
  for (let workTree = await realFolder(folder); ; workTree = dirname(workTree)) {
    const gitDir = await gitDirOf(workTree);
    if (gitDir !== undefined) return opened(workTree, gitDir);
    if (dirname(workTree) === workTree) {
      throw new GitDefect(
        `${folder} is in no git repository`,
        'Check out the repository before this step, for example with actions/checkout.',
      );
    }
  }
}

async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    throw new GitDefect(`${folder} is no folder`, 'Check the path.');
  }
}

async function gitDirOf(workTree: string): Promise<string | undefined> {
  const path = join(workTree, '.git');
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isDirectory()) return path;
  const [, target] = /^gitdir: (.+)$/.exec((await readSmall(path))?.trimEnd() ?? '') ?? [];
  return target === undefined ? undefined : resolve(workTree, target);
}

async function opened(workTree: string, gitDir: string): Promise<GitFolder> {
  const common = await readSmall(join(gitDir, 'commondir'));
  const commonDir = common === undefined ? gitDir : resolve(gitDir, common.trim());
  const config = (await readSmall(join(commonDir, 'config'))) ?? '';
  const setting = (name: string) =>
    new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*"?([a-z0-9]+)`, 'im')
      .exec(config)?.[1]
      ?.toLowerCase();
  const format = setting('objectformat') ?? 'sha1';
  if (format !== 'sha1' && format !== 'sha256') {
    throw new GitDefect(`the repository names its objects by ${format}`, OTHER_WAY);
  }
  if ((setting('refstorage') ?? 'files') !== 'files') {
    throw new GitDefect('the repository keeps its refs in a reftable', OTHER_WAY);
  }
  return { workTree, gitDir, commonDir, idBytes: format === 'sha1' ? 20 : 32 };
}

const OTHER_WAY =
  'Give the base by another way: with a token its file is fetched from GitHub, or give the file itself.';
