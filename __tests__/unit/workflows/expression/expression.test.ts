import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { evaluateCondition } from '../../../../src/workflows/expression/evaluate.ts';
import type { Known } from '../../../../src/workflows/expression/value.ts';
import { expression } from '../../../../src/workflows/release/build-jobs.ts';

const TAG = new Map<string, Known>([
  ['github.event_name', 'push'],
  ['github.ref', { prefix: 'refs/tags/' }],
  ['github.ref_type', 'tag'],
  ['github.event.action', { oneOf: ['created', 'published'] }],
]);

describe('a condition, on a push of a tag', () => {
  test.each([
    ["github.event_name == 'push'", true],
    ["github.event_name == 'PUSH'", true],
    [expression("github.event_name != 'push'"), false],
    ["startsWith(github.ref, 'refs/tags')", true],
    ["startsWith(github.ref, 'refs/tags/v')", undefined],
    ["startsWith(github.ref, 'refs/heads/')", false],
    ["github.ref == 'refs/heads/main'", false],
    ["github.ref == 'refs/tags/v1'", undefined],
    ["github.ref_type == 'tag' && github.repository == 'a/b'", undefined],
    ["github.ref_type == 'branch' && github.repository == 'a/b'", false],
    ["github.ref_type == 'tag' || github.repository == 'a/b'", true],
    ["!(github.ref_type == 'tag')", false],
    ['always()', true],
    ['success() && !cancelled()', true],
    ['!failure()', true],
    ["contains(github.ref, 'rc')", undefined],
    ["contains(github.ref, 'refs/tags/')", true],
    ["contains(github.ref, 'refs/heads/')", false],
    ["contains(github.event_name, 'us')", true],
    ["github.event.action == 'published'", undefined],
    ["github.event.action == 'edited'", false],
    ["github.event.action != 'edited'", true],
    ["endsWith(github.ref, 'dev0')", undefined],
    ['inputs.dry-run != true', undefined],
    ["github.event.inputs['x'] == 'y' && false", false],
    ["needs.build.result == 'success'", undefined],
    ['true', true],
    ["''", false],
    ["'it''s' == 'it''s'", true],
    [`${expression("github.ref_type == 'branch'")} && true`, undefined],
    ["github.ref_type == 'branch' )", undefined],
    ['', undefined],
  ])('%s evaluates to %s (undefined: unknown)', (condition, expected) => {
    expect(evaluateCondition(condition, TAG)).toBe(expected);
  });
});

test('one that is very long is not looked at', () => {
  expect(evaluateCondition(`${"'a' == 'b' || ".repeat(1000)}true`, TAG)).toBeUndefined();
});

test('any condition ends, and its opposite is the opposite', () => {
  const pieces = fc.constantFrom(
    'github.ref',
    "'a'",
    '==',
    '!=',
    '&&',
    '||',
    '!',
    '(',
    ')',
    'startsWith(',
    ',',
    'always()',
    'true',
    ' ',
    '<',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      const text = parts.join(' ');
      const value = evaluateCondition(text, TAG);
      const opposite = evaluateCondition(`!(${text})`, TAG);
      if (value !== undefined && opposite !== undefined) expect(opposite).toBe(!value);
    }),
  );
});
