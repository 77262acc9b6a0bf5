import { readFile, writeFile } from 'node:fs/promises';
import type { Contestant } from './contestant.ts';
import { ours } from './ours.ts';

/** The policy for PyPI's code (src/pypi/index-profile.ts), as the bundler writes it. */
const POLICY = /(kind: "locked-projects",\s+first: )2(,\s+most: )4\b/g;

/**
 * This action with another policy: always so many uploads of a project at once, until one fails.
 *
 * @param bundle The program; a changed copy is written next to it.
 */
export async function fixedConcurrency(bundle: string, count: number): Promise<Contestant> {
  const text = await readFile(bundle, 'utf8');
  const found = text.match(POLICY)?.length ?? 0;
  if (found !== 1) throw new Error(`the bundle has ${found} policies for PyPI, not 1`);
  const changed = bundle.replace(/\.js$/, `-${count}.js`);
  await writeFile(changed, text.replace(POLICY, `$1${count}$2${count}`));
  return { ...ours(changed), name: `fixed-${count}`, title: `the same, ${count} at once` };
}
