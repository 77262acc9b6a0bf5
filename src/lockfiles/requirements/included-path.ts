import { LockDefect, type Place } from '../lock-document.ts';

/**
 * The path of a file that a requirements file includes, `/` between its parts, relative to the
 * same folder as the path of the file that includes it.
 * @throws LockDefect where it is a URL, absolute, or outside of that folder: such a file is
 *   none that this checkout controls
 */
export function includedPath(at: Place, target: string): string {
  const remedy = 'Verify that file by itself, or put it next to the one that includes it.';
  if (/^[a-z][a-z0-9+.-]+:/i.test(target)) {
    throw new LockDefect(at, 'includes a file by its URL, which is not fetched', remedy);
  }
  const path = target.replaceAll('\\', '/');
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) {
    throw new LockDefect(at, 'includes a file by its absolute path, which is not read', remedy);
  }
  const base = at.path.replaceAll('\\', '/');
  const [, root = ''] = /^((?:[a-z]:)?\/*)/i.exec(base) ?? [];
  const found: string[] = [];
  for (const part of base.slice(root.length).split('/').slice(0, -1)) step(found, part);
  for (const part of path.split('/')) {
    if (part === '..' && (found.length === 0 || found.at(-1) === '..')) {
      throw new LockDefect(
        at,
        'includes a file outside of the folder given, which is not read',
        remedy,
      );
    }
    step(found, part);
  }
  return root + found.join('/');
}

function step(found: string[], part: string): void {
  if (part === '' || part === '.') return;
  if (part === '..' && found.length > 0 && found.at(-1) !== '..') found.pop();
  else found.push(part);
}
