import { cp, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { mustRun } from '../process.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** Copies every file that git knows, as it lies in the working tree, but for `dist/`. */
export async function copyCommitted(target: string): Promise<void> {
  const listed = await mustRun('git', ['ls-files', '-z'], { cwd: ROOT });
  for (const path of listed.split('\0').filter(Boolean)) {
    if (path.startsWith('dist/')) continue;
    await mkdir(dirname(join(target, path)), { recursive: true });
    await cp(join(ROOT, path), join(target, path));
  }
}
