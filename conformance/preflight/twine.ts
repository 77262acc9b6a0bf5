import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import type { Original } from './original.ts';
import { type Broken, filenameOf } from './spoil.ts';

const JUDGE = resolve(import.meta.dirname, 'twine_judge.py');

/** The paths of files that `twine check` does not pass. */
export async function twineFailures(
  python: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  const input = JSON.stringify(paths);
  const said: readonly (string | null)[] = JSON.parse(await mustRun(python, [JUDGE], { input }));
  return paths.filter((_, index) => said[index] !== null);
}

/** Writes each broken one into a folder of its own: most have the same name. Returns their paths. */
export async function writeBroken(
  { base, members }: Original,
  all: readonly Broken[],
  folder: string,
): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const [index, broken] of all.entries()) {
    const own = join(folder, `broken-${index}`);
    await mkdir(own);
    const path = join(own, filenameOf(broken.renamed?.(base) ?? base, broken.kind));
    await writeFile(path, await broken.build(members[broken.kind], base));
    paths.push(path);
  }
  return paths;
}
