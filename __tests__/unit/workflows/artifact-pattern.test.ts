import { expect, test } from '@jest/globals';
import { evaluateGlob } from '../../../src/workflows/artifacts.ts';
import { expression } from '../../../src/workflows/release/build-jobs.ts';

const OS = expression('matrix.os');

test.each([
  ['dist-*', 'dist-linux', true],
  ['dist-*', 'docs', false],
  ['*', 'anything', true],
  ['*-wheel?', 'a-b-wheels', true],
  ['*-wheel?', 'a-b-wheel', false],
  ['dist-*', `dist-${OS}`, true],
  ['dist-*', `wheels-${OS}`, false],
  ['dist-[ab]', 'whatever', true],
  [expression('inputs.pattern'), 'whatever', true],
  [`${'*a'.repeat(50)}b`, 'a'.repeat(2000), false],
])('%s takes %s: %s', (pattern, name, expected) => {
  expect(evaluateGlob(pattern, name)).toBe(expected);
});
