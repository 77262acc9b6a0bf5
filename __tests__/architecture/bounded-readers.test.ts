import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

/** Where `JSON.parse` is called on what was checked before, or on a text of our own making. */
const OWN_JSON: readonly string[] = [
  'src/actions/show-report.ts',
  'src/json/strict-json.ts',
  'src/inspect/signatures.ts',
  'src/sigstore/public-instance.ts',
  'src/lockfiles/json.ts',
  'src/lockfiles/pylock-layout.ts',
  'src/lockfiles/write-identities.ts',
];

const sources = globSync('src/**/*.ts', { cwd: ROOT }).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(resolve(ROOT, path), 'utf8'),
}));

describe('what somebody else wrote is read within limits', () => {
  test('JSON is parsed behind a check of its size, depth and values', () => {
    const parsers = sources.filter(({ text }) => text.includes('JSON.parse('));
    expect(parsers.map(({ path }) => path).sort()).toEqual(OWN_JSON.toSorted());
  });

  test('validation stops at the first issue', () => {
    const calls = sources.flatMap(({ path, text }) =>
      [
        ...text.matchAll(
          /\bv\.(?:safeParse|parse)\((?:[^()]|\([^()]*\)|\((?:[^()]|\([^()]*\))*\))*\)/g,
        ),
      ]
        .map(([call]) => ({ path, call }))
        .filter(({ call }) => !/\bFIRST_ISSUE,?\s*\)$/.test(call)),
    );
    // The files that people write are short, and all that is wrong with one is told.
    expect(calls.map(({ path }) => path)).toEqual(['src/provenance/policy/toml-file.ts']);
    expect(sources.filter(({ text }) => text.includes('FIRST_ISSUE')).length).toBeGreaterThan(10);
  });

  test('lists are not spread into the arguments of a call that has a limit of them', () => {
    const spread = sources.filter(({ text }) => /Math\.(?:min|max)\(\.\.\./.test(text));
    expect(spread.map(({ path }) => path)).toEqual([]);
  });
});
