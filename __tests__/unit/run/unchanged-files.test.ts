import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileIdentity, openRegularFile } from '../../../src/files/regular-file.ts';
import type { Distribution } from '../../../src/packaging/distribution.ts';
import { expectSameBytes, expectUntouched } from '../../../src/run/unchanged-files.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { makeDistribution, SDIST, WHEEL } from '../distributions.ts';
import { CHANGES } from '../files/changes.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unchanged-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

async function checked(filename: string): Promise<Distribution> {
  const path = join(await mkdtemp(join(folder, 'one-')), filename);
  await writeFile(path, 'bytes');
  const file = await openRegularFile(path);
  const change = {
    path,
    sha256: createHash('sha256').update('bytes').digest('hex'),
    fileIdentity: await fileIdentity(file),
  };
  await file.handle.close();
  return makeDistribution(filename, change);
}

describe.each([
  ['expectSameBytes', expectSameBytes],
  ['expectUntouched', expectUntouched],
])('%s', (_, expectation) => {
  test('is content with files that are what they were, also with a new entry', async () => {
    const [kept, replaced] = [await checked(WHEEL), await checked(SDIST)];
    await rm(replaced.path);
    await writeFile(replaced.path, 'bytes');
    await expect(expectation([kept, replaced])).resolves.toBeUndefined();
  });

  test.each(CHANGES)('names the file and the reason where $what', async ({ change, reason }) => {
    const [kept, changed] = [await checked(WHEEL), await checked(SDIST)];
    await change(changed.path);
    const error = await publishErrorOf(expectation([kept, changed]));
    expect(error.code).toBe('file-changed');
    const [, how] =
      /^widget-1\.0\.tar\.gz changed during this run: it (.*)\.$/.exec(error.message) ?? [];
    expect(how).toMatch(reason);
  });

  test('names every file that changed', async () => {
    const files = [await checked(WHEEL), await checked(SDIST)];
    for (const { path } of files) await rm(path);
    const error = await publishErrorOf(expectation(files));
    expect(error.message).toBe(
      `2 files changed during this run:\n- ${WHEEL} is no longer there\n- ${SDIST} is no longer there`,
    );
  });
});
