import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseDistributionFilename } from '../../src/packaging/distribution-filename.ts';
import { normalizeProjectName } from '../../src/packaging/project-name.ts';
import { formatVersion } from '../../src/packaging/version.ts';
import { tries } from './tries.ts';

const name = fc.stringMatching(/^[a-zA-Z0-9](?:[._]?[a-zA-Z0-9]){0,10}$/);
const release = fc.array(fc.nat(), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.'));
const tag = (pattern: RegExp) =>
  fc.uniqueArray(fc.stringMatching(pattern), { minLength: 1, maxLength: 3 });
const python = tag(/^(?:py|cp|pp)[0-9]{1,3}$/);
const abi = tag(/^(?:none|abi3|cp3[0-9])$/);
const platform = tag(/^(?:any|win_amd64|linux_[a-z]{1,3})$/);
const build = fc.option(fc.tuple(fc.nat().map(String), fc.stringMatching(/^[a-z]{0,3}$/)), {
  nil: undefined,
});

test('a wheel name made of parts is read as those parts', () => {
  fc.assert(
    fc.property(name, release, build, python, abi, platform, (n, v, b, ...tags) => {
      const [x, y, z] = tags.map((set) => set.join('.'));
      const parts = [n, v, ...(b === undefined ? [] : [b.join('')]), x, y, z];
      const read = parseDistributionFilename(`${parts.join('-')}.whl`);
      expect(read).toMatchObject({
        kind: 'wheel',
        name: n,
        project: normalizeProjectName(n),
        pythonTag: x,
        build: b,
      });
      expect(read && formatVersion(read.version)).toBe(v);
      const count = tags.reduce((product, set) => product * set.length, 1);
      expect(read?.kind === 'wheel' && read.tags.length).toBe(count);
    }),
  );
});

test('an sdist name made of parts is read as those parts', () => {
  fc.assert(
    fc.property(name, release, (n, v) => {
      const read = parseDistributionFilename(`${n}-${v}.tar.gz`);
      expect(read).toMatchObject({ kind: 'sdist', name: n, project: normalizeProjectName(n) });
      expect(read && formatVersion(read.version)).toBe(v);
    }),
  );
});

test('any text has an answer', () => {
  const part = fc.constantFrom(
    '-',
    '.',
    '_',
    '1',
    'a',
    '\n',
    '/',
    'é',
    '__',
    'py3',
    'none',
    'any',
    '1.0',
    '.whl',
    '.tar.gz',
    '.zip',
  );
  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('')),
      (text) => {
        const read = parseDistributionFilename(text);
        expect(read === undefined || text.startsWith(read.name)).toBe(true);
      },
    ),
    tries(2000),
  );
});
