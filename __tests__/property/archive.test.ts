import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { inspectDistribution } from '../../src/distributions/inspect.ts';
import { PublishError } from '../../src/errors.ts';
import type { BuiltDistribution } from '../archives/distribution.ts';
import { buildSdist } from '../archives/sdist.ts';
import { buildWheel } from '../archives/wheel.ts';
import { tries } from './tries.ts';

const PROJECT = { name: 'sample', version: '1.0', files: { 'sample/data': 'x'.repeat(3000) } };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Overwrites, cuts out, doubles or inserts bytes. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 30 }),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .constantFrom(
        'PK\x01\x02',
        'PK\x03\x04',
        'PK\x05\x06',
        'PK\x06\x06',
        '\xff\xff\xff\xff',
        '\0\0\0\0',
      )
      .map((text) => Uint8Array.from(Buffer.from(text, 'latin1'))),
  ),
});

function changed(
  bytes: Buffer,
  changes: readonly { at: number; remove: number; insert: Uint8Array }[],
): Buffer {
  return changes.reduce((before, { at, remove, insert }) => {
    const offset = Math.floor(at * before.length);
    return Buffer.concat([before.subarray(0, offset), insert, before.subarray(offset + remove)]);
  }, bytes);
}

/** An intact answer or the one error that says why not: nothing else may come of any bytes. */
async function expectAnswer(filename: string, bytes: Buffer): Promise<void> {
  const path = join(folder, filename);
  await writeFile(path, bytes);
  const answer: unknown = await inspectDistribution({ path, filename }).catch(
    (error: unknown) => error,
  );
  if (answer instanceof PublishError) {
    expect(answer.code).toBe('invalid-distribution');
    expect(answer.message).toContain(filename);
  } else {
    expect(answer).toMatchObject({ project: 'sample', version: '1.0', size: bytes.length });
  }
}

async function hold(
  { filename, bytes }: BuiltDistribution,
  pack: (bytes: Buffer) => Buffer,
  count: number,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) =>
      expectAnswer(filename, pack(changed(bytes, changes))),
    ),
    tries(count),
  );
}

test('changed wheels are accepted or refused', async () => {
  await hold(buildWheel(PROJECT), (bytes) => bytes, 600);
});

test('changed gzip archives are accepted or refused', async () => {
  await hold(await buildSdist(PROJECT), (bytes) => bytes, 200);
});

test('changed tar archives are accepted or refused', async () => {
  const { filename, bytes } = await buildSdist(PROJECT);
  await hold({ filename, bytes: gunzipSync(bytes) }, (tar) => gzipSync(tar), 400);
});
