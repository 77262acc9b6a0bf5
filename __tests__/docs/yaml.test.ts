import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT, readDocuments } from './documents.ts';

/** The action.yml behind what documents write in `uses:`. */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['OWNER/pypi-trusted-publish', 'action.yml'],
  ['OWNER/pypi-trusted-publish/attest', 'attest/action.yml'],
  ['OWNER/pypi-trusted-publish/verify', 'verify/action.yml'],
]);

const BLOCKS = readDocuments().flatMap(({ path, blocks }) =>
  blocks
    .filter(({ language }) => language === 'yaml' || language === 'yml')
    .map((block) => [`${path}:${block.line}`, block.text] as const),
);

interface Step {
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Every step of a value, wherever it stands. */
function stepsIn(value: unknown): Step[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'uses' in value && typeof value.uses === 'string' ? [value as Step] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

const inputsOf = (manifest: string): string[] => {
  const { inputs } = parse(readFileSync(join(ROOT, manifest), 'utf8')) as { inputs: object };
  return Object.keys(inputs);
};

test('documents have YAML', () => {
  expect(BLOCKS.length).toBeGreaterThan(10);
});

describe('YAML in documents', () => {
  test.each(BLOCKS)('%s is YAML', (_, text) => {
    expect(parse(text)).toEqual(expect.any(Object));
  });

  test.each(BLOCKS)('%s gives the actions inputs that they have', (_, text) => {
    const unknown = stepsIn(parse(text)).flatMap(({ uses, with: given = {} }) => {
      const [name = '', ref] = uses.split('@');
      const manifest = ACTIONS.get(name);
      if (name.includes('pypi-trusted-publish')) {
        expect({ uses, manifest: manifest !== undefined, ref }).toEqual({
          uses,
          manifest: true,
          ref: expect.stringMatching(/^(?:COMMIT|0{40})$/),
        });
      }
      const known = manifest === undefined ? Object.keys(given) : inputsOf(manifest);
      return Object.keys(given).filter((input) => !known.includes(input));
    });
    expect(unknown).toEqual([]);
  });

  test.each(BLOCKS)('%s pins the actions of others by commit', (_, text) => {
    const others = stepsIn(parse(text))
      .map(({ uses }) => uses)
      .filter((uses) => /^actions\//.test(uses));
    expect(others.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  });
});
