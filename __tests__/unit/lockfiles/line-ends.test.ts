import { globSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { readLock } from '../../../src/lockfiles/read-lock.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/locks');
const LOCKS = globSync('*/*.{toml,lock,json,txt}', { cwd: FIXTURES }).map((path) =>
  path.replaceAll('\\', '/'),
);

test('there are locks of every tool', () => {
  expect(LOCKS.length).toBeGreaterThan(8);
});

test.each(LOCKS)('%s says the same with the line ends of Windows', async (path) => {
  const text = readFileSync(join(FIXTURES, path), 'utf8').replaceAll('\r\n', '\n');
  const read = (content: string) => readLock(basename(path), Buffer.from(content));
  const [unix, windows] = [await read(text), await read(text.replaceAll('\n', '\r\n'))];
  expect(windows.packages.length).toBeGreaterThan(0);
  expect(windows.packages).toEqual(unix.packages);
});
