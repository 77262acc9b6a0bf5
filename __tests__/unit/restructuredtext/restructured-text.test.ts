import { describe, expect, test } from '@jest/globals';
import { isUncertain } from '../../../src/restructuredtext/defects.ts';
import { lintRestructuredText } from '../../../src/restructuredtext/restructured-text.ts';

function findings(text: string): (readonly [id: string, line: number | undefined, text: string])[] {
  return lintRestructuredText(text).map((defect) => [defect.id, defect.line, defect.text]);
}

describe('defects of reStructuredText', () => {
  test('each has its line and what docutils says of it', () => {
    const text = [
      'Widget',
      '=====',
      '',
      '.. automodule:: widget',
      '',
      'See :class:`Widget` or',
      '`the docs`_ and *more',
      '',
      '- one',
      'two',
    ].join('\n');
    expect(findings(text)).toEqual([
      ['short-title-adornment', 2, 'Title underline too short.'],
      ['unknown-directive', 4, 'Unknown directive type "automodule".'],
      ['unknown-role', 6, 'Unknown interpreted text role "class".'],
      ['unclosed-inline-markup', 7, 'Inline emphasis start-string without end-string.'],
      ['missing-blank-line', 10, 'Bullet list ends without a blank line; unexpected unindent.'],
      ['unknown-target', 7, 'Unknown target name: "the docs".'],
    ]);
  });

  test.each([
    ['.. raw:: html\n\n   <b>', 1, '"raw" directive disabled.'],
    [
      'text\n\n.. code:: python\n   :linenos:\n\n   x',
      3,
      'Error in "code" directive: unknown option: "linenos".',
    ],
    ['|version| 1', 1, 'Undefined substitution referenced: "version".'],
    [
      'a\n\n.. |v| replace:: x\n.. |v| replace:: y',
      4,
      'Duplicate substitution definition name: "v".',
    ],
    ['text\n\n-----', 3, 'Transition at the end of the document.'],
    ['A\n=\n\n----\n\ntext', 4, 'Transition at the start of the section.'],
    [
      'one__ two__\n\n__ https://example.org/',
      1,
      'Anonymous hyperlink mismatch: 2 references but 1 targets.',
    ],
    [
      '+--+--+\n|a |b |\n+--+--+\n|c |\n+--+--+',
      4,
      'Malformed table. Right border not aligned or missing.',
    ],
    ['==  ==\na   b\n==  ==\n1 2 3\n==  ==', 4, 'Text in column margin in table line 4.'],
    ['x'.repeat(10_001), 1, 'Line 1 exceeds the line-length-limit.'],
  ])('%j', (text, line, message) => {
    const [[, foundLine, found] = []] = findings(text);
    expect({ line: foundLine, found }).toEqual({ line, found: expect.stringContaining(message) });
  });

  test('comments, targets and definitions alone show nothing', () => {
    const text = '.. comment\n\n.. _a: https://example.org/\n\n.. |b| replace:: c\n';
    expect(findings(text)).toEqual([
      ['nothing-rendered', undefined, 'No content rendered from RST source.'],
    ]);
  });

  test.each([
    'Title\n=====\n\n.. image:: https://example.org/a.svg\n   :target: https://example.org/\n\n|a|\n\n.. |a| image:: a.png',
    '日本語\n======\n\n*a* **b** ``c`` `d <https://example.org/>`_ [1]_\n\n.. [1] e',
    'Use ``*args``, \\*kwargs and 2 * 3 * 4; "*", \'`\' and snake_case.',
    '.. code-block:: klingon\n\n   a language that Pygments does not know',
  ])('%j renders', (text) => {
    expect(findings(text)).toEqual([]);
  });

  test('what is too long to look at is said, and no error', () => {
    const [defect, ...others] = lintRestructuredText('*a\n'.repeat(1 << 20));
    expect(others).toEqual([]);
    expect(defect?.id).toBe('unchecked');
    expect(defect !== undefined && isUncertain(defect)).toBe(true);
  });
});
