import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import {
  ATTEST_INPUTS,
  PUBLISH_ALIASES,
  PUBLISH_INPUTS,
  VERIFY_INPUTS,
} from '../../src/actions/options.ts';
import { verifyOutputs } from '../../src/actions/verify-outputs.ts';
import { parseAttestConfig } from '../../src/attest/config.ts';
import { thisMachine } from '../../src/lockfiles/host/machine.ts';
import { NO_PASSWORD, parseConfig } from '../../src/publish/config.ts';
import type { RawOptions } from '../../src/run/options.ts';
import { parseVerificationRequest } from '../../src/verify/request.ts';

interface Manifest {
  readonly inputs: Readonly<Record<string, { default?: string; deprecationMessage?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: Readonly<Record<string, unknown>>;
}

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8')) as Manifest;
const manifest = read('action.yml');
const places = { workspace: ROOT, tempDirectory: ROOT };

function defaults({ inputs }: Manifest): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, input.default] as const],
    ),
  );
}

describe('action.yml', () => {
  test('names the inputs that are read, and no other', () => {
    expect(new Set(Object.keys(manifest.inputs))).toEqual(
      new Set([...PUBLISH_INPUTS, ...PUBLISH_ALIASES.keys()]),
    );
  });

  test('marks the old spellings, and gives the new ones the defaults that stand for "not given"', () => {
    for (const [alias, { name, default: standard }] of PUBLISH_ALIASES) {
      expect(manifest.inputs[alias]).toMatchObject({ deprecationMessage: `Use \`${name}\`.` });
      expect(manifest.inputs[alias]).not.toHaveProperty('default');
      expect(manifest.inputs[name]).toHaveProperty('default', standard);
    }
  });

  test('its defaults mean what no input at all means', () => {
    expect(parseConfig(defaults(manifest), places)).toEqual(parseConfig(new Map(), places));
    expect(manifest.inputs['password']).toHaveProperty('default', NO_PASSWORD);
  });

  test('runs one file on Node, with no shell and no image', () => {
    expect(manifest.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });
});

describe('attest/action.yml', () => {
  const attest = read('attest/action.yml');

  test('names the inputs that are read, and no other', () => {
    expect(new Set(Object.keys(attest.inputs))).toEqual(new Set(ATTEST_INPUTS));
  });

  test('its defaults mean what no input at all means', () => {
    expect(parseAttestConfig(defaults(attest), places)).toEqual(
      parseAttestConfig(new Map(), places),
    );
  });

  test('runs one file on Node', () => {
    expect(attest.runs).toEqual({ using: 'node24', main: '../dist/attest.js' });
  });
});

describe('verify/action.yml', () => {
  const verify = read('verify/action.yml');
  const requestOf = (options: RawOptions) =>
    parseVerificationRequest(options, [], places, thisMachine);

  test('names the inputs that are read, and no other', () => {
    expect(new Set(Object.keys(verify.inputs))).toEqual(new Set(VERIFY_INPUTS));
  });

  test('its defaults mean what no input at all means', () => {
    expect(requestOf(defaults(verify))).toEqual(requestOf(new Map()));
  });

  test('names the outputs that are written, and no other', () => {
    expect(Object.keys(verify.outputs)).toEqual(Object.keys(verifyOutputs(undefined, undefined)));
  });

  test('runs one file on Node', () => {
    expect(verify.runs).toEqual({ using: 'node24', main: '../dist/verify.js' });
  });
});
