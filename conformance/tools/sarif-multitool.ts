import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from './cache.ts';
import { unpackNpm } from './node.ts';

/** Microsoft's validator of SARIF: the schema, the specification's rules, and GitHub's. */
const SOURCE = '@microsoft/sarif-multitool-linux@5.7.0';
const PROGRAM = join('package', 'Sarif.Multitool');

/**
 * Brings the validator from the npm registry, unless it is in the cache.
 *
 * @returns The path of the program.
 */
export async function installMultitool(): Promise<string> {
  const unpacked = await cachedFolder('sarif-multitool', [SOURCE], async (folder) => {
    await unpackNpm(SOURCE, folder);
    await chmod(join(folder, PROGRAM), 0o755);
  });
  return join(unpacked, PROGRAM);
}
