import { isAbsolute, relative } from 'node:path';

/** A path as readers of the workspace know it: relative, with forward slashes, where it lies below. */
export function workspacePath(path: string, workspace: string): string {
  const short = isAbsolute(path) ? relative(workspace, path) : path;
  const isOutside = isAbsolute(short) || /^\.\.(?:[\\/]|$)/.test(short);
  return (isOutside ? path : short).replaceAll('\\', '/').replace(/^\.\//, '');
}
