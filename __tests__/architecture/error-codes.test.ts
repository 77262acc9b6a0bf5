import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { PUBLISH_ERROR_CODES } from '../../src/errors.ts';

const ROOT = resolve(import.meta.dirname, '../..');

test('each error code is a heading of the troubleshooting guide, and no other heading is there', () => {
  const guide = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
  const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(new Set(headings)).toEqual(new Set(PUBLISH_ERROR_CODES));
  expect(headings).toHaveLength(PUBLISH_ERROR_CODES.length);
});

test('each error code is used', () => {
  const source = globSync('src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.endsWith('errors.ts'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');
  const unused = PUBLISH_ERROR_CODES.filter((code) => !source.includes(`'${code}'`));
  expect(unused).toEqual([]);
});
