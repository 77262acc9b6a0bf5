import { describe, expect, test } from '@jest/globals';
import { findings } from '../../../src/preflight/preflight.ts';
import { PREFLIGHT_RULES } from '../../../src/preflight/rules/rules.ts';
import { EXAMPLES } from '../../preflight/examples.ts';
import type { Sample } from '../../preflight/samples.ts';

/** Ids and severities of what is found on PyPI. */
const found = ({ distributions }: Sample) =>
  findings({ distributions, index: 'pypi' }, { verifyMetadata: true });

test('every rule has an example of either side, in the order of the rules', () => {
  expect(EXAMPLES.map(({ rule }) => rule)).toEqual(PREFLIGHT_RULES.map(({ id }) => id));
});

describe.each(EXAMPLES)('$rule', ({ rule, ...example }) => {
  test('finds the one', () => {
    const own = found(example.found).filter((finding) => finding.rule === rule);
    expect(own).not.toEqual([]);
    expect(own.every(({ message, remedy }) => message !== '' && remedy !== '')).toBe(true);
  });

  test('finds nothing in the other, and nor does any rule that refuses', () => {
    const all = found(example.fine);
    expect(all.filter((finding) => finding.rule === rule)).toEqual([]);
    expect(all.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});
