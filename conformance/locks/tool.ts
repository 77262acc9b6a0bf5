import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LockDocument } from '../../src/lockfiles/lock-document.ts';
import { readLock } from '../../src/lockfiles/read-lock.ts';
import { mustRun } from '../process.ts';
import type { Context } from '../suite.ts';
import { type Fact, factOf, type Package } from './facts.ts';
import { WANTED } from './index.ts';

const JUDGE = resolve(import.meta.dirname, 'judge.py');

/** A folder with a project to lock, and tools that know one index only. */
export class LockFolder {
  readonly folder: string;
  readonly #simpleUrl: string;
  readonly #context: Context;

  private constructor(folder: string, simpleUrl: string, context: Context) {
    this.folder = folder;
    this.#simpleUrl = simpleUrl;
    this.#context = context;
  }

  /** @param more Further tables of its pyproject.toml. */
  static async make(
    name: string,
    simpleUrl: string,
    context: Context,
    more = '',
  ): Promise<LockFolder> {
    const folder = join(context.workDir, name);
    await mkdir(folder, { recursive: true });
    const needs = WANTED.map((need) => JSON.stringify(need)).join(', ');
    await writeFile(
      join(folder, 'pyproject.toml'),
      `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = [${needs}]\n${more}`,
    );
    return new LockFolder(folder, simpleUrl, context);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs a program that lies beside a Python; it knows no index but the one on loopback. */
  async run(python: string, program: string, ...args: readonly string[]): Promise<string> {
    const home = join(this.#context.workDir, 'home');
    await mkdir(home, { recursive: true });
    return mustRun(join(dirname(python), program), args, {
      cwd: this.folder,
      env: {
        PATH: `${dirname(python)}:${process.env['PATH'] ?? ''}`,
        HOME: home,
        PIP_INDEX_URL: this.#simpleUrl,
        PIP_CONFIG_FILE: '/dev/null',
        PIP_CACHE_DIR: join(home, 'pip'),
        UV_DEFAULT_INDEX: this.#simpleUrl,
        UV_CACHE_DIR: join(home, 'uv'),
        UV_PYTHON_DOWNLOADS: 'never',
        UV_NO_CONFIG: '1',
        POETRY_CACHE_DIR: join(home, 'poetry'),
        POETRY_VIRTUALENVS_CREATE: 'false',
        PDM_CHECK_UPDATE: '0',
        PDM_CACHE_DIR: join(home, 'pdm'),
        PDM_IGNORE_ACTIVE_VENV: '1',
        NO_PROXY: '*',
      },
    });
  }

  async read(name: string): Promise<LockDocument> {
    return readLock(name, await readFile(this.path(name)));
  }

  /** What `packaging.pylock` reads. */
  async pylock(name: string): Promise<Fact[]> {
    return judged(this.#context.tools.python, 'pylock', this.path(name));
  }

  /** What Poetry reads. */
  async poetry(name: string): Promise<Fact[]> {
    return judged(this.#context.tools.poetry, 'poetry', this.path(name));
  }
}

async function judged(python: string, kind: string, path: string): Promise<Fact[]> {
  const packages: Package[] = JSON.parse(await mustRun(python, [JUDGE, kind, path]));
  return packages.map(factOf);
}
