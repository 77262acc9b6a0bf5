import { describe, expect, test } from '@jest/globals';
import { isProjectName, normalizeProjectName } from '../../../src/packaging/project-name.ts';

describe('normalizeProjectName', () => {
  test.each([
    ['requests', 'requests'],
    ['Flask', 'flask'],
    ['zope.interface', 'zope-interface'],
    ['A__b.-_C', 'a-b-c'],
  ])('%s is %s', (name, normal) => {
    expect(normalizeProjectName(name)).toBe(normal);
  });
});

describe('isProjectName', () => {
  test.each(['a', 'A1', 'a.b_c-d', '0', 'a..b'])('%s is one', (name) => {
    expect(isProjectName(name)).toBe(true);
  });

  test.each(['', '-a', 'a-', '_', 'a b', 'é', 'a\n', 'ſ', 'a/b', `a${'-'.repeat(100_000)}`])(
    '%j is not valid',
    (name) => {
      expect(isProjectName(name)).toBe(false);
    },
  );
});
