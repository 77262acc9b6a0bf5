import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import { inspectDistribution } from '../../src/distributions/inspect.ts';
import { PublishError } from '../../src/errors.ts';
import type { Target } from '../target.ts';

const PROJECT = { name: 'foo', version: '1.0', files: { 'foo/a.py': 'a = 1\n' } };

/** An archive under a name that fits it, inspected from end to end. */
function archive(name: string, filename: string, seeds: Target['seeds'], words: string[]): Target {
  let path: string | undefined;
  return {
    name,
    seeds,
    words,
    isRefusal: (error) => error instanceof PublishError && error.code === 'invalid-distribution',
    run(bytes) {
      path ??= join(mkdtempSync(join(tmpdir(), 'fuzz-')), filename);
      writeFileSync(path, bytes);
      return inspectDistribution({ path, filename });
    },
  };
}

export const ARCHIVES: readonly Target[] = [
  archive('wheel', 'foo-1.0-py3-none-any.whl', () => [buildWheel(PROJECT).bytes], [
    'PK\u0003\u0004',
    'PK\u0001\u0002',
    'PK\u0005\u0006',
    'PK\u0006\u0006',
    'PK\u0007\u0008',
    'foo-1.0.dist-info/RECORD',
  ]),
  archive('sdist', 'foo-1.0.tar.gz', async () => [(await buildSdist(PROJECT)).bytes], [
    '\u001f\u008b',
  ]),
];
