import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readRestructuredText } from '../../src/restructuredtext/restructured-text.ts';
import { splitLines } from '../../src/text/python-text.ts';
import { tries } from './tries.ts';

/** Blocks inside of blocks, read once each; and the block around them all. */
const MOST_READINGS = 61;

const TOKENS = [
  ...[
    '*',
    '**',
    '`',
    '``',
    '_',
    '__',
    '|',
    ':',
    '::',
    '[',
    ']',
    '<',
    '>',
    '\\',
    '-',
    '=',
    '+',
    '.',
  ],
  ...[
    '\n',
    '\n',
    '\n\n',
    '\n  ',
    ' ',
    '   ',
    '\t',
    '\r\n',
    '\f',
    '\0',
    '\u2028',
    '\ufeff',
    '😀',
    '日',
    'é',
  ],
  ...['a', 'word', '1.', '#.', '.. ', '.. _a: ', '.. |a| ', '.. [#] ', '.. note::', '.. image:: a'],
  ...[
    '.. table::\n\n',
    '.. csv-table::\n\n',
    '.. list-table::\n\n',
    '* - ',
    '+--+\n',
    '|  |\n',
    '== ==\n',
  ],
  ...['replace:: ', '====\n', '>>> ', '| ', ':a: ', '--a  ', ':pep:`8`', '[1]_', '`a <b>`_', 'a_'],
];
const markup = fc
  .array(fc.constantFrom(...TOKENS), { maxLength: 80 })
  .map((tokens) => tokens.join(''));

/** What would cost more than its length if anything did. */
const HOSTILE: Readonly<Record<string, (size: number) => string>> = {
  paragraphs: (size) => 'a\n\n'.repeat(size),
  'start-strings without end': (size) => '*a `b ``c |d _`e\n'.repeat(size),
  'start-strings in one paragraph': (size) => `${'(*a '.repeat(2000)}\n`.repeat(size / 1000),
  'half references': (size) => 'a-b:c.d_e __f :g:h\n'.repeat(size),
  'nested lists on a line': (size) => `${'- '.repeat(1000)}a\n`.repeat(size / 1000),
  'ever deeper quotes': (size) =>
    Array.from({ length: Math.sqrt(size) }, (_, depth) => `${' '.repeat(depth)}a\n`).join('\n'),
  'ever shallower quotes': (size) =>
    Array.from({ length: Math.sqrt(size) }, (_, depth) => `${' '.repeat(999 - depth)}a\n`).join(
      '\n',
    ),
  'open targets': (size) => `.. _a${'\n   b'.repeat(size)}`,
  'open substitutions': (size) => `.. |a${'\n   b'.repeat(size)}`,
  'tables of crosses': (size) => `+-${'+'.repeat(400)}-+\n`.repeat(size / 400),
  'tables cut short': (size) => '+-+-+\n- a\n'.repeat(size),
  'simple tables cut short': (size) => '== ==\n'.repeat(size),
  transitions: (size) => '----\n\n'.repeat(size),
  sections: (size) => 'a\n=\n\n'.repeat(size),
  footnotes: (size) => '.. [#] a\n'.repeat(size),
  'targets that lead to targets': (size) =>
    Array.from({ length: size }, (_, index) => `.. _a${index}: a${index + 1}_`).join('\n'),
  'substitutions in substitutions': (size) =>
    Array.from({ length: size }, (_, index) => `.. |a${index}| replace:: |a${index + 1}|`).join(
      '\n',
    ),
  'brackets in a phrase': (size) => `\`${'<a '.repeat(size)}>\`_`,
  backslashes: (size) => '\\'.repeat(size),
  tabs: (size) => '\ta'.repeat(size),
};

describe('reading a description', () => {
  test('comes to an end whatever it is, and says which line is meant', () => {
    fc.assert(
      fc.property(fc.oneof(markup, fc.string({ unit: 'binary' }), fc.string()), (text) => {
        const { defects } = readRestructuredText(text);
        const lines = splitLines(text).length;
        for (const { line = 1 } of defects) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 1);
        }
      }),
      tries(2000),
    );
  });

  test.each(Object.entries(HOSTILE))('goes over %s a bounded number of times', (_, make) => {
    const text = make(20_000);
    const { effort, defects } = readRestructuredText(text);
    const lines = text.split('\n').length;
    expect(effort.lines).toBeLessThanOrEqual(lines * MOST_READINGS);
    // Every character is in one text only, but tabs are wide.
    expect(effort.characters).toBeLessThanOrEqual(text.length * 8);
    expect(defects.length).toBeLessThanOrEqual(1000);
  });

  test.each(Object.entries(HOSTILE))('takes no more for each of twice as many %s', (_, make) => {
    const cost = (size: number) => {
      const { effort } = readRestructuredText(make(size));
      return effort.lines + effort.characters;
    };
    expect(cost(8000)).toBeLessThanOrEqual(cost(4000) * 2.5 + 100);
  });
});
