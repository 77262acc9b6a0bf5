import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PAIR, writeCorpus } from '../../bench/corpus/corpus.ts';
import { inspectDistributions } from '../../src/distributions/inspect.ts';

const SHAPE = { ...PAIR, wheels: 3, members: 5, memberBytes: 64 * 1024 };

let directory: string;
let paths: readonly string[];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'corpus-'));
  paths = await writeCorpus(join(directory, 'dist'), SHAPE);
});
afterAll(() => rm(directory, { recursive: true }));

test('has the files that were asked for, each with bytes of its own', async () => {
  expect(paths.map((path) => basename(path))).toEqual([
    'bench_project-1.0.0-1-py3-none-any.whl',
    'bench_project-1.0.0-2-py3-none-any.whl',
    'bench_project-1.0.0-3-py3-none-any.whl',
    'bench_project-1.0.0.tar.gz',
  ]);
  const digests = await Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  );
  expect(new Set(digests).size).toBe(4);
});

test('has wheels of about the size that was asked for', async () => {
  const { size } = await stat(paths[0] ?? '');
  expect(Math.abs(size / (5 * 64 * 1024) - 1)).toBeLessThan(0.2);
});

test('is whole: every member unpacks to what RECORD says', async () => {
  const candidates = paths.map((path) => ({ path, filename: basename(path) }));
  const inspected = await inspectDistributions(candidates, { concurrency: 2 });
  const records = inspected.flatMap(({ contents }) => contents.wheel?.record ?? []);
  expect(records).toHaveLength(3);
  for (const record of records) {
    expect(record).toMatchObject({
      absent: { count: 0 },
      changed: { count: 0 },
      defect: undefined,
    });
  }
});
