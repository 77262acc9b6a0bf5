import { join } from 'node:path';
import { mustRun } from '../process.ts';
import { cachedFolder } from './cache.ts';
import { retry } from './retry.ts';

/** The oldest Node.js that a runner with `node24` brought (actions/runner 2.327.0, July 2025). */
export const OLDEST_NODE = '24.4.0';

/**
 * Brings a Node.js for Linux from the npm registry, unless it is in the cache.
 *
 * @returns The path of the program.
 */
export async function installNode(version: string): Promise<string> {
  const source = `node-linux-${process.arch}@${version}`;
  const unpacked = await cachedFolder('node', [source], (folder) => unpackNpm(source, folder));
  return join(unpacked, 'package', 'bin', 'node');
}

/** Downloads a package from the npm registry and unpacks it to `package/` in `folder`. */
export async function unpackNpm(source: string, folder: string): Promise<void> {
  const packed = await retry(() => mustRun('npm', ['pack', '--silent', source], { cwd: folder }));
  await mustRun('tar', ['-xzf', packed.trim()], { cwd: folder });
}
