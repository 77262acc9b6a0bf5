import { copyFile, cp, mkdir, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { mustRun } from '../process.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const TEMPLATE = join(import.meta.dirname, 'project');

/**
 * A git repository that holds this action and a workflow that uses it, ready to be pushed.
 *
 * @param folders The paths of the distributions in each folder of the repository.
 * @param remote `owner/name` on GitHub, of which nothing but the name is used.
 */
export async function makeProject(
  repository: string,
  folders: Readonly<Record<string, readonly string[]>>,
  remote: string,
): Promise<void> {
  await rm(repository, { recursive: true, force: true });
  await cp(TEMPLATE, repository, { recursive: true });
  await cp(join(ROOT, 'dist'), join(repository, 'dist'), { recursive: true });
  await cp(join(ROOT, 'attest'), join(repository, 'attest'), { recursive: true });
  await cp(join(ROOT, 'verify'), join(repository, 'verify'), { recursive: true });
  for (const file of ['action.yml', 'package.json']) {
    await copyFile(join(ROOT, file), join(repository, file));
  }
  for (const [folder, paths] of Object.entries(folders)) {
    await mkdir(join(repository, folder), { recursive: true });
    for (const path of paths) {
      await copyFile(path, join(repository, folder, basename(path)));
    }
  }
  const git = (...args: string[]) => mustRun('git', args, { cwd: repository });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all', '--force');
  const author = ['-c', 'user.name=octocat', '-c', 'user.email=octocat@example.invalid'];
  await git(...author, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message=Release');
  await git('remote', 'add', 'origin', `https://github.com/${remote}`);
}
