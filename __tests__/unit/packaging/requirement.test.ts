import { describe, expect, test } from '@jest/globals';
import { parseRequirement } from '../../../src/packaging/requirement.ts';

describe('requirements', () => {
  test('have a name, extras, specifiers and a marker', () => {
    const text = 'Zope.Interface[b, a] >=1.0,<2 ; python_version >= \'3.8\' and extra == "x"';
    expect(parseRequirement(text)).toEqual({
      name: 'Zope.Interface',
      extras: ['a', 'b'],
      specifiers: [
        { operator: '>=', version: '1.0' },
        { operator: '<', version: '2' },
      ],
      url: undefined,
      marker: [
        { left: { variable: 'python_version' }, operator: '>=', right: { value: '3.8' } },
        'and',
        { left: { variable: 'extra' }, operator: '==', right: { value: 'x' } },
      ],
    });
  });

  test('may be a direct reference', () => {
    const text = 'name[x] @ https://e.org/a;b?c ; os.name == "nt"';
    expect(parseRequirement(text)).toEqual({
      name: 'name',
      extras: ['x'],
      specifiers: [],
      url: 'https://e.org/a;b?c',
      marker: [{ left: { variable: 'os_name' }, operator: '==', right: { value: 'nt' } }],
    });
  });

  test('nest brackets of markers', () => {
    const text = 'a; (extra == "x" or "y" not in extras) and python_implementation != "z"';
    expect(parseRequirement(text)?.marker).toEqual([
      [
        { left: { variable: 'extra' }, operator: '==', right: { value: 'x' } },
        'or',
        { left: { value: 'y' }, operator: 'not in', right: { variable: 'extras' } },
      ],
      'and',
      {
        left: { variable: 'platform_python_implementation' },
        operator: '!=',
        right: { value: 'z' },
      },
    ]);
  });

  test.each([
    'a',
    ' a\t',
    'a[]',
    'a[x]',
    'a()',
    'a (>=1)',
    'a>=1,',
    'a == 1.*',
    'a ~= 1.0',
    'a===anything',
    'a@https://e.org',
    'a @ ./path',
    'a;os_name=="x"',
    'name_',
    'a; "\\d" == os_name',
  ])('may be %j', (text) => {
    expect(parseRequirement(text)).toBeDefined();
  });

  test.each([
    '',
    '-a',
    'a-',
    'é',
    'namé',
    'a b',
    'a[x',
    'a[x,]',
    'a[x y]',
    'a >= ',
    'a >1.0+local',
    'a >=1.*',
    'a ==1.0a1.*',
    'a ~= 1',
    'a (>=1',
    'a >=1)',
    'a >=1 <2',
    'a >=1,,<2',
    'a 1.0',
    'a===1,x',
    'a===',
    'a=== ',
    'a>=3,===',
    'a (===)',
    'a===;os_name=="x"',
    'a @',
    'a @ https://e.org; extra == "x"',
    'a;',
    'a; os_name',
    'a; os_name = "x"',
    'a; os_name == x',
    'a; os_name == "x',
    'a; os_name == "x" and',
    'a; (os_name == "x"',
    'a; os_name == "x" nonsense',
    'a; pythonversion > "3"',
    'a; os_name not  "x"',
    'a; os_name == "\\"',
    'a; os_name == "x\ny"',
    `a; ${'('.repeat(5_000)}os_name == "x"${')'.repeat(5_000)}`,
  ])('must not be %j', (text) => {
    expect(parseRequirement(text)).toBeUndefined();
  });
});
