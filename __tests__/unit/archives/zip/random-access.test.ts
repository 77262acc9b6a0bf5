import { randomBytes } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RandomAccess, randomAccess } from '../../../../src/archives/zip/random-access.ts';
import { place } from '../../distributions/folder.ts';

const opened: FileHandle[] = [];

afterAll(async () => {
  await Promise.all(opened.map((handle) => handle.close()));
});

describe.each([0, 10, 262_144, 262_145, 1_000_000])('a file of %i bytes', (size) => {
  const bytes = randomBytes(size);
  let file: RandomAccess;

  beforeAll(async () => {
    const handle = await open((await place('file', bytes)).path);
    opened.push(handle);
    file = randomAccess(handle, size);
  });

  test('is read in any order', async () => {
    for (let turn = 0; turn < 200; turn += 1) {
      const offset = (turn * 7919 * 131) % (size + 1);
      const length = Math.min((turn * 4099) % 300_000, size - offset);
      const read = await file.read(offset, length);
      expect(read.equals(bytes.subarray(offset, offset + length))).toBe(true);
    }
  });

  test('has nothing before its start and after its end', async () => {
    for (const [offset, length] of [
      [-1, 1],
      [0, -1],
      [0, size + 1],
      [size, 1],
      [size + 1, 0],
      [Number.NaN, 1],
      [2 ** 53, 1],
    ] as const) {
      await expect(file.read(offset, length)).rejects.toThrow('is truncated');
    }
  });
});
