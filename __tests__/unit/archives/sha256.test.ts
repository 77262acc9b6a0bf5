import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { sha256File } from '../../../src/archives/sha256.ts';
import { place } from '../distributions/folder.ts';

const MEBIBYTE = 1024 * 1024;

test.each([0, 1, MEBIBYTE - 1, MEBIBYTE, 3 * MEBIBYTE + 7])('hashes %i bytes', async (size) => {
  const bytes = randomBytes(size);
  const { path } = await place('file', bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await sha256File(path)).toEqual({ sha256, size });
});
