import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from '@jest/globals';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed after the test file. */
export function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'git-')));
  folders.push(folder);
  return folder;
}

/** A repository that the real git makes, with a configuration of its own. */
export class Repository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static init(...options: readonly string[]): Repository {
    const repository = new Repository(makeFolder());
    repository.git('init', '--quiet', '--initial-branch=main', ...options);
    return repository;
  }

  git(...args: readonly string[]): Buffer {
    return this.gitWith('', ...args);
  }

  /** @param input For its standard input. */
  gitWith(input: string | Uint8Array, ...args: readonly string[]): Buffer {
    return execFileSync('git', args, {
      cwd: this.folder,
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_COUNT: '2',
        GIT_CONFIG_KEY_0: 'protocol.file.allow',
        GIT_CONFIG_VALUE_0: 'always',
        // What is imported lies there loose until a test packs it.
        GIT_CONFIG_KEY_1: 'fastimport.unpackLimit',
        GIT_CONFIG_VALUE_1: '1000000',
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@example.org',
        GIT_COMMITTER_NAME: 'c',
        GIT_COMMITTER_EMAIL: 'c@example.org',
        GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
        GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
      },
    });
  }

  /** Writes files and commits them. @returns The commit's id. */
  commit(files: Readonly<Record<string, string | Uint8Array>>): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), content);
    }
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'x');
    return this.git('rev-parse', 'HEAD').toString().trim();
  }

  /** Commits a history to `main`, all at once. */
  import(history: readonly Readonly<Record<string, string | Uint8Array>>[]): void {
    const parts = history.flatMap((files) => [
      'commit refs/heads/main\ncommitter c <c@example.org> 1767225600 +0000\ndata 1\nx\n',
      ...Object.entries(files).flatMap(([path, content]) => [
        `M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n`,
        content,
        '\n',
      ]),
    ]);
    const stream = Buffer.concat(parts.map((part) => Buffer.from(part)));
    this.gitWith(stream, 'fast-import', '--quiet');
    this.git('reset', '--quiet', '--hard');
  }

  /** What git has under each name such as `main:uv.lock`; undefined where that is no file. */
  blobs(names: readonly string[]): readonly (Buffer | undefined)[] {
    const output = this.gitWith(`${names.join('\n')}\n`, 'cat-file', '--batch');
    let position = 0;
    return names.map(() => {
      const end = output.indexOf('\n', position);
      const header = output.toString('latin1', position, end);
      const [, kind, size] = / (blob|tree) ([0-9]+)$/.exec(header) ?? [];
      position = end + 1;
      if (kind === undefined) return undefined;
      const content = output.subarray(position, position + Number(size));
      position += content.length + 1;
      return kind === 'blob' ? content : undefined;
    });
  }
}
