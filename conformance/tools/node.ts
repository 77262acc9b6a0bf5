import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, runProcess } from '../process.ts';
import { retry } from './retry.ts';

/** The oldest Node.js that a runner with `node24` brought (actions/runner 2.327.0, July 2025). */
export const OLDEST_NODE = '24.4.0';

/**
 * Brings a Node.js for Linux from the npm registry, unless it is there.
 *
 * @returns The path of the program.
 */
export async function installNode(version: string, folder: string): Promise<string> {
  const name = `node-linux-${process.arch}`;
  const target = join(folder, `node-${version}`);
  const program = join(target, 'package', 'bin', 'node');
  const found = await runProcess(program, ['--version']).catch(() => undefined);
  if (found?.stdout.trim() === `v${version}`) {
    return program;
  }
  const unpacked = `${target}.new`;
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked, { recursive: true });
  await retry(() => mustRun('npm', ['pack', '--silent', `${name}@${version}`], { cwd: unpacked }));
  await mustRun('tar', ['-xzf', `${name}-${version}.tgz`], { cwd: unpacked });
  await rm(target, { recursive: true, force: true });
  await rename(unpacked, target);
  return program;
}
