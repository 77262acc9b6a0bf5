import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ALIASES, INPUTS } from '../../src/action/options.ts';
import { NO_PASSWORD, parseConfig } from '../../src/app/parse-config.ts';

interface Manifest {
  readonly inputs: Readonly<Record<string, { default?: string; deprecationMessage?: string }>>;
  readonly runs: Readonly<Record<string, unknown>>;
}

const ROOT = resolve(import.meta.dirname, '../..');
const manifest = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Manifest;
const places = { workspace: ROOT, tempDirectory: ROOT };

describe('action.yml', () => {
  test('names the inputs that are read, and no other', () => {
    expect(new Set(Object.keys(manifest.inputs))).toEqual(new Set([...INPUTS, ...ALIASES.keys()]));
  });

  test('marks the old spellings, and gives the new ones the defaults that stand for "not given"', () => {
    for (const [alias, { name, default: standard }] of ALIASES) {
      expect(manifest.inputs[alias]).toMatchObject({ deprecationMessage: `Use \`${name}\`.` });
      expect(manifest.inputs[alias]).not.toHaveProperty('default');
      expect(manifest.inputs[name]).toHaveProperty('default', standard);
    }
  });

  test('its defaults mean what no input at all means', () => {
    const defaults = Object.entries(manifest.inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default] as const],
    );
    expect(parseConfig(new Map(defaults), places)).toEqual(parseConfig(new Map(), places));
    expect(manifest.inputs['password']).toHaveProperty('default', NO_PASSWORD);
  });

  test('runs one file on Node, with no shell and no image', () => {
    expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});
