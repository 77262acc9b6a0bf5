import { describe, expect, test } from '@jest/globals';
import { firstDifference } from '../../scripts/first-difference.ts';

describe('firstDifference', () => {
  test('names the line and shows it in both', () => {
    expect(firstDifference('a\nb\nc', 'a\nB\nc')).toBe('at line 2\n  is:     "b"\n  should: "B"');
  });

  test('one that is longer', () => {
    expect(firstDifference('a\n', 'a\nb\n')).toBe('at line 2\n  is:     ""\n  should: "b"');
    expect(firstDifference('a', 'a\nb')).toBe('at line 2\n  is:     (end of file)\n  should: "b"');
  });

  test('a long line is cut around the place where it parts', () => {
    const shown = firstDifference(`${'x'.repeat(10_000)}1tail`, `${'x'.repeat(10_000)}2tail`);
    expect(shown).toContain('x1tail');
    expect(shown).toContain('x2tail');
    expect(shown.length).toBeLessThan(400);
  });
});
