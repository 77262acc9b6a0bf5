import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { mustRun } from '../process.ts';
import { cachedFolder } from './cache.ts';
import { retry } from './retry.ts';

export interface PythonEnvironment {
  /** What its folder in the cache begins with. */
  readonly name: string;
  /** The file that pins its packages. */
  readonly requirements: string;
}

const pinnedIn = (file: string) => resolve(import.meta.dirname, '..', file);

/** Today's judges. */
export const JUDGES: PythonEnvironment = {
  name: 'venv',
  requirements: pinnedIn('requirements.txt'),
};

/** The verifier in the versions that PyPI runs. */
export const PYPI: PythonEnvironment = {
  name: 'venv-pypi',
  requirements: pinnedIn('pypi/requirements.txt'),
};

/** Indexes to publish to. */
export const INDEX_SERVERS: PythonEnvironment = {
  name: 'venv-indexes',
  requirements: pinnedIn('indexes/requirements.txt'),
};

/** Poetry and PDM, apart from each other: they need different versions of one library. */
export const POETRY: PythonEnvironment = {
  name: 'venv-poetry',
  requirements: pinnedIn('locks/poetry/requirements.txt'),
};

export const PDM: PythonEnvironment = {
  name: 'venv-pdm',
  requirements: pinnedIn('locks/pdm/requirements.txt'),
};

/** CycloneDX' own schemas, and a validator. */
export const BILLS: PythonEnvironment = {
  name: 'venv-bills',
  requirements: pinnedIn('ourselves/requirements.txt'),
};

/**
 * A virtual environment with exactly the packages of a requirements file, made anew when that
 * file or the machine's Python changes.
 *
 * @returns The path of its interpreter.
 * @throws {Error} when the machine has no python3.
 */
export async function installPython({ name, requirements }: PythonEnvironment): Promise<string> {
  const identify = 'import sys; print(sys.version, sys.executable)';
  const version = await mustRun('python3', ['-c', identify]).catch((cause: unknown) => {
    throw new Error('python3 (3.11 or newer) is not on this machine', { cause });
  });
  const pinned = await readFile(requirements);
  const venv = await cachedFolder(name, [version, pinned], async (folder) => {
    await mustRun('python3', ['-m', 'venv', folder]);
    // The file has everything. Without --no-deps pip stumbles over an extra (pydantic[email]) as
    // soon as there is a newer version than the one that is pinned.
    const install = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--no-deps'];
    const python = join(folder, 'bin', 'python');
    await retry(() => mustRun(python, [...install, '-r', requirements]));
  });
  return join(venv, 'bin', 'python');
}
