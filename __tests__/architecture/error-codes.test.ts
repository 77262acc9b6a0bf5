import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PUBLISH_ERROR_CODES } from '../../src/errors.ts';

const ROOT = resolve(import.meta.dirname, '../..');

describe('the troubleshooting guide', () => {
  const guide = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');

  test('has each error code as a heading, and no other heading', () => {
    const headings = [...guide.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(new Set(headings)).toEqual(new Set(PUBLISH_ERROR_CODES));
    expect(headings).toHaveLength(PUBLISH_ERROR_CODES.length);
  });

  test('begins with a table of all codes: what happened, what is on the index, what to do', () => {
    const rows = [...guide.matchAll(/^\| \[`([a-z0-9-]+)`\]\(#([a-z0-9-]+)\) \|(.*)\|$/gm)];
    expect(rows.map(([, code]) => code)).toEqual([...PUBLISH_ERROR_CODES]);
    for (const [row, code, anchor, cells = ''] of rows) {
      expect({ row, anchor }).toEqual({ row, anchor: code });
      const texts = cells.split('|').map((cell) => cell.trim());
      expect({ row, cells: texts.length }).toEqual({ row, cells: 3 });
      expect({ row, empty: texts.includes('') }).toEqual({ row, empty: false });
      expect({ row, state: ON_INDEX.includes(texts[1] ?? '') }).toEqual({ row, state: true });
    }
  });

  /** What a code can mean for the index, in the words of the table. */
  const ON_INDEX = ['nothing of this run', 'what went up before it', 'what the message says'];
});

test('each error code is used', () => {
  const source = globSync('src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.endsWith('errors.ts'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');
  const unused = PUBLISH_ERROR_CODES.filter((code) => !source.includes(`'${code}'`));
  expect(unused).toEqual([]);
});
