import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { pathWords } from '../../../src/run/options.ts';

describe('pathWords', () => {
  test.each([
    ['', []],
    [' \n\t', []],
    ['a', ['a']],
    [' a\r\n b\tc ', ['a', 'b', 'c']],
    ['"a b" \'c d\'', ['a b', 'c d']],
    ['"a b"/*.whl', ['a b/*.whl']],
    [`"it's"`, ["it's"]],
    [`'say "x"'`, ['say "x"']],
    ['"a\nb"', ['a\nb']],
    ['a""b', ['ab']],
    ['"" a', ['a']],
    ['dist\\*.whl', ['dist\\*.whl']],
  ])('%j', (text, words) => {
    expect(pathWords(text)).toEqual(words);
  });

  test.each(['"a', "a'b c", '"a" "', '\'"\'"'])('%j has a quote that is never closed', (text) => {
    expect(pathWords(text)).toBeUndefined();
  });

  test('gives back what was quoted', () => {
    const word = fc.string({ minLength: 1 }).filter((text) => !text.includes('"'));
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(pathWords(words.map((text) => `"${text}"`).join('\n'))).toEqual(words);
      }),
    );
  });
});
