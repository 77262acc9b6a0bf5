import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesProject } from '../../../../src/provenance/policy/policy.ts';

test.each([
  ['boto*', 'botocore'],
  ['boto*', 'boto'],
  ['Acme_*', 'acme-core'],
  ['acme-core', 'acme-core'],
  ['ACME.core', 'acme-core'],
  ['*-stubs', 'pandas-stubs'],
  ['a*b*c', 'abc'],
  ['*', 'anything'],
])('%s is %s', (pattern, project) => {
  expect(matchesProject(pattern, project)).toBe(true);
});

test.each([
  ['boto*', 'aboto'],
  ['acme-core', 'acme-core2'],
  ['acme.core', 'acmexcore'],
  ['*-stubs', 'stubs'],
  ['a*a', 'a'],
  ['a*b*c', 'acb'],
  ['', 'a'],
])('%s is not %s', (pattern, project) => {
  expect(matchesProject(pattern, project)).toBe(false);
});

test('however many stars there are, it does not take long', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 200 });
  const pattern = fc.string({ unit: fc.constantFrom('a', '*', 'b'), maxLength: 200 });
  fc.assert(
    fc.property(pattern, name, (one, project) => {
      const regex = new RegExp(`^${one.replaceAll(/\*+/g, '*').replaceAll('*', '[^]*')}$`);
      const isShort = one.replaceAll(/[^*]/g, '').length < 4;
      const found = matchesProject(one, project);
      return isShort ? found === regex.test(project) : typeof found === 'boolean';
    }),
  );
});
