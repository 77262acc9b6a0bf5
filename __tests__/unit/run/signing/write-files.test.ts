import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { writeTexts } from '../../../../src/run/signing/write-files.ts';
import { publishErrorOf } from '../../../wire/failure.ts';

let folder: string;
const folders: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'texts-'));
  folders.push(folder);
});

afterAll(async () => {
  for (const one of folders) await rm(one, { recursive: true });
});

const at = (name: string) => join(folder, name);
const write = (texts: Readonly<Record<string, string>>) =>
  writeTexts(new Map(Object.entries(texts).map(([name, text]) => [at(name), text])));

test('texts are written, new folders with them, and what was there is replaced', async () => {
  await writeFile(at('a'), 'old a');
  await symlink(at('a'), at('link'));
  await write({ a: 'a', link: 'link', 'new/b': 'b' });
  expect(await readFile(at('a'), 'utf8')).toBe('a');
  expect(await readFile(at('link'), 'utf8')).toBe('link');
  expect(await readFile(at('new/b'), 'utf8')).toBe('b');
  expect((await readdir(folder)).sort()).toEqual(['a', 'link', 'new']);
});

test('where one cannot be replaced, every file is what it was before', async () => {
  await writeFile(at('a'), 'old a');
  await symlink(at('a'), at('link'));
  await mkdir(at('taken'));
  await writeFile(at('taken/inside'), 'x');
  const error = await publishErrorOf(write({ a: 'a', b: 'b', link: 'link', taken: 't', c: 'c' }));
  expect(error.code).toBe('invalid-configuration');
  expect(error.message).toContain(folder);
  expect(await readFile(at('a'), 'utf8')).toBe('old a');
  expect(await readFile(at('link'), 'utf8')).toBe('old a');
  expect((await readdir(folder)).sort()).toEqual(['a', 'link', 'taken']);
  expect(await readdir(at('taken'))).toEqual(['inside']);
});

test('where one cannot be written, nothing is written and nothing is lost', async () => {
  await writeFile(at('a'), 'old a');
  await writeFile(at('file'), 'x');
  await publishErrorOf(write({ a: 'a', 'file/below': 'b' }));
  expect(await readFile(at('a'), 'utf8')).toBe('old a');
  expect((await readdir(folder)).sort()).toEqual(['a', 'file']);
});

test('names as long as a file system allows are written', async () => {
  const name = 'n'.repeat(255);
  await write({ [name]: 'one' });
  await write({ [name]: 'two' });
  expect(await readFile(at(name), 'utf8')).toBe('two');
  expect(await readdir(folder)).toEqual([name]);
});
