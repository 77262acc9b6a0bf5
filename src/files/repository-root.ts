import { statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** The folder that holds the repository: the nearest with `.git`, or else the one given. */
export function repositoryRoot(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (statSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return folder;
    if (dirname(folder) === folder) return resolve(start);
  }
}

/**
 * Whether a path is below the root of a repository and not in git's own folder, which holds credentials.
 * @param root absolute, links resolved
 * @param path absolute, links resolved
 */
export function isInRepository(root: string, path: string): boolean {
  const [first, ...rest] = relative(root, path).split(sep);
  // On Windows the relative path to another drive is absolute.
  if (first === '' || first === '..' || first?.endsWith(':')) return false;
  return ![first, ...rest].includes('.git');
}
