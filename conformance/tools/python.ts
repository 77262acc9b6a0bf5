import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { retry } from './retry.ts';

const REQUIREMENTS = resolve(import.meta.dirname, '..', 'requirements.txt');

/**
 * A virtual environment with exactly the packages of requirements.txt, made anew when that
 * file or the machine's Python changes.
 *
 * @returns The path of its interpreter.
 * @throws {Error} when the machine has no python3.
 */
export async function installPython(folder: string): Promise<string> {
  const venv = join(folder, 'venv');
  const python = join(venv, 'bin', 'python');
  const version = await mustRun('python3', ['--version']).catch((cause: unknown) => {
    throw new Error('python3 (3.11 or newer) is not on this machine', { cause });
  });
  const requirements = await readFile(REQUIREMENTS);
  const stamp = version + createHash('sha256').update(requirements).digest('hex');
  const stampPath = join(venv, 'installed');
  if ((await readFile(stampPath, 'utf8').catch(() => '')) !== stamp) {
    await rm(venv, { recursive: true, force: true });
    await mustRun('python3', ['-m', 'venv', venv]);
    const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', REQUIREMENTS];
    await retry(() => mustRun(python, install));
    await writeFile(stampPath, stamp);
  }
  return python;
}
