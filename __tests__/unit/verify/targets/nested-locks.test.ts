import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { nestedLocks } from '../../../../src/verify/targets/nested-locks.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nested-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
  }
}

test('lock files below the root are found, at any depth, without those in the root', async () => {
  await write('uv.lock', 'requirements.txt', 'b/uv.lock', 'a/deep/down/poetry.lock');
  await write('docs/requirements-dev.txt', 'requirements/base.txt', 'a/notes.txt');
  expect(await nestedLocks(folder)).toEqual([
    'a/deep/down/poetry.lock',
    'b/uv.lock',
    'docs/requirements-dev.txt',
    'requirements/base.txt',
  ]);
});

test('what tools keep and what links lead to is passed over', async () => {
  await write('.venv/uv.lock', 'node_modules/a/uv.lock', 'x/site-packages/a/requirements.txt');
  await write('there/pdm.lock');
  await symlink(join(folder, 'there'), join(folder, 'link'));
  expect(await nestedLocks(folder)).toEqual(['there/pdm.lock']);
});

test('a folder that is not there has none', async () => {
  expect(await nestedLocks(join(folder, 'gone'))).toEqual([]);
});
