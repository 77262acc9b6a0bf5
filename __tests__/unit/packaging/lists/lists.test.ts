import { describe, expect, test } from '@jest/globals';
import {
  CLASSIFIERS,
  CLASSIFIERS_DATE,
  DEPRECATED_CLASSIFIERS,
} from '../../../../src/packaging/lists/classifiers.ts';
import { SPDX_EXCEPTIONS, SPDX_LICENSES } from '../../../../src/packaging/lists/spdx.ts';
import { standardLibraryNames } from '../../../../src/packaging/lists/standard-library.ts';
import { readGroups, readNested, readWords } from '../../../../src/packaging/lists/tree.ts';

describe('lists of PyPI', () => {
  test('classifiers of every depth, without their groups', () => {
    expect(readGroups('\nA = B | C (D)\n  | E\nA :: C (D) = F\n')).toEqual([
      'A :: B',
      'A :: C (D)',
      'A :: E',
      'A :: C (D) :: F',
    ]);
    expect(CLASSIFIERS).toContain('Development Status :: 5 - Production/Stable');
    expect(CLASSIFIERS).toContain('Programming Language :: Python :: 3 :: Only');
    expect(CLASSIFIERS).not.toContain('Development Status');
    expect(CLASSIFIERS.size).toBeGreaterThan(800);
    expect(CLASSIFIERS_DATE).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test('deprecated classifiers are no classifiers', () => {
    for (const [name, by] of DEPRECATED_CLASSIFIERS) {
      expect(CLASSIFIERS).not.toContain(name);
      for (const each of by) expect(CLASSIFIERS).toContain(each);
    }
    expect(DEPRECATED_CLASSIFIERS.get('Natural Language :: Ukranian')).toEqual([
      'Natural Language :: Ukrainian',
    ]);
  });

  test('modules of the standard library of every Python, by their normal names', () => {
    expect(readNested('a b-c(d(e\nf) g)\nh')).toEqual(
      'a b-c b-c-d b-c-d-e b-c-d-f b-c-g h'.split(' '),
    );
    const names = standardLibraryNames();
    for (const name of ['os', 'os-path', 'urllib2', 'compression-zstd', 'test-support', 'w']) {
      expect(names).toContain(name);
    }
    for (const name of ['numpy', 'os.path', 'Os', '']) expect(names).not.toContain(name);
    expect(names.size).toBeGreaterThan(2000);
  });

  test('SPDX identifiers by their lower-case form', () => {
    expect(readWords('\nMIT Apache-2.0\n0BSD\n')).toEqual(
      new Map([
        ['mit', 'MIT'],
        ['apache-2.0', 'Apache-2.0'],
        ['0bsd', '0BSD'],
      ]),
    );
    expect(SPDX_LICENSES.get('bsd-3-clause')).toBe('BSD-3-Clause');
    expect(SPDX_EXCEPTIONS.get('classpath-exception-2.0')).toBe('Classpath-exception-2.0');
    expect(SPDX_LICENSES.size).toBeGreaterThan(600);
  });
});
