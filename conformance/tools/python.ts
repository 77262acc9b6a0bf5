import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { retry } from './retry.ts';

export interface PythonEnvironment {
  /** The name of its folder. */
  readonly name: string;
  /** The file that pins its packages. */
  readonly requirements: string;
}

const requirements = (file: string) => resolve(import.meta.dirname, '..', file);

/** Today's judges. */
export const JUDGES: PythonEnvironment = {
  name: 'venv',
  requirements: requirements('requirements.txt'),
};

/** The verifier in the versions that PyPI runs. */
export const PYPI: PythonEnvironment = {
  name: 'venv-pypi',
  requirements: requirements('pypi/requirements.txt'),
};

/** Indexes to publish to. */
export const INDEX_SERVERS: PythonEnvironment = {
  name: 'venv-indexes',
  requirements: requirements('indexes/requirements.txt'),
};

/** Poetry and PDM, apart from each other: they need different versions of one library. */
export const POETRY: PythonEnvironment = {
  name: 'venv-poetry',
  requirements: requirements('locks/poetry/requirements.txt'),
};

export const PDM: PythonEnvironment = {
  name: 'venv-pdm',
  requirements: requirements('locks/pdm/requirements.txt'),
};

/** CycloneDX' own schemas, and a validator. */
export const BILLS: PythonEnvironment = {
  name: 'venv-bills',
  requirements: requirements('ourselves/requirements.txt'),
};

/**
 * A virtual environment with exactly the packages of a requirements file, made anew when that
 * file or the machine's Python changes.
 *
 * @returns The path of its interpreter.
 * @throws {Error} when the machine has no python3.
 */
export async function installPython(
  environment: PythonEnvironment,
  folder: string,
): Promise<string> {
  const venv = join(folder, environment.name);
  const python = join(venv, 'bin', 'python');
  const version = await mustRun('python3', ['--version']).catch((cause: unknown) => {
    throw new Error('python3 (3.11 or newer) is not on this machine', { cause });
  });
  const pinned = await readFile(environment.requirements);
  const stamp = version + createHash('sha256').update(pinned).digest('hex');
  const stampPath = join(venv, 'installed');
  if ((await readFile(stampPath, 'utf8').catch(() => '')) !== stamp) {
    await rm(venv, { recursive: true, force: true });
    await mustRun('python3', ['-m', 'venv', venv]);
    // The file has everything. Without --no-deps pip stumbles over an extra (pydantic[email]) as soon
    // as there is a newer version than the one that is pinned.
    const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps'];
    await retry(() => mustRun(python, [...install, '-r', environment.requirements]));
    await writeFile(stampPath, stamp);
  }
  return python;
}
