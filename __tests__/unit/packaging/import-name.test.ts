import { describe, expect, test } from '@jest/globals';
import { importNameDefect } from '../../../src/packaging/project-name.ts';

describe('import names', () => {
  test.each(['a', '_a.b3', 'größe', 'a.b; private', 'a ;private', 'match', 'a;  private'])(
    '%j is one',
    (text) => {
      expect(importNameDefect(text)).toBeUndefined();
    },
  );

  test.each([
    ['', '"" is no Python identifier'],
    ['a-b', '"a-b" is no Python identifier'],
    ['3d', '"3d" is no Python identifier'],
    ['a..b', '"" is no Python identifier'],
    [' a', '" a" is no Python identifier'],
    ['a.class', 'class is a Python keyword'],
    ['None', 'None is a Python keyword'],
    ['a; public', 'only "private"'],
    ['a; private ', 'only "private"'],
    ['a;', 'only "private"'],
  ])('%j is not valid', (text, why) => {
    expect(importNameDefect(text)).toContain(why);
  });
});
