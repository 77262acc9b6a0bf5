import { describe, expect, test } from '@jest/globals';
import { filePage, indexProfile, projectPage } from '../../../src/pypi/index-profile.ts';
import {
  markdownCode,
  markdownLink,
  markdownTable,
  markdownText,
} from '../../../src/text/markdown.ts';

describe('a text in Markdown', () => {
  test.each([
    ['widget-1.0.tar.gz', 'widget-1.0.tar.gz'],
    ['a & b', 'a &amp; b'],
    ['&lt;', '&amp;lt;'],
    ['<img src=x onerror=y>', '&lt;img src=x onerror=y&gt;'],
    ['a|b', 'a&#124;b'],
    ['`code`', '&#96;code&#96;'],
    ['[a](b)', '&#91;a&#93;&#40;b&#41;'],
    ['![a](b)', '&#33;&#91;a&#93;&#40;b&#41;'],
    ['# a', '&#35; a'],
    ['**a** _b_', '&#42;&#42;a&#42;&#42; &#95;b&#95;'],
    ['@octocat #1', '&#64;octocat &#35;1'],
    ['https://evil.example', 'https&#58;//evil.example'],
    ['WWW.evil.example www.evil', 'WWW&#46;evil.example www&#46;evil'],
    ['$x$', '&#36;x&#36;'],
    ['one\ntwo\n\nthree', 'one<br>two<br><br>three'],
  ])('%j shows what it is', (text, markdown) => {
    expect(markdownText(text)).toBe(markdown);
  });

  test('in code type', () => {
    expect(markdownCode('</code><b>`|')).toBe('<code>&lt;/code&gt;&lt;b&gt;&#96;&#124;</code>');
  });

  test('in a table', () => {
    expect(markdownTable(['A', 'B'], [['1', markdownText('2|3\n4')]])).toBe(
      '| A | B |\n| --- | --- |\n| 1 | 2&#124;3<br>4 |',
    );
  });
});

describe('a link', () => {
  const index = indexProfile('https://upload.pypi.org/legacy/');

  test('leads where it says', () => {
    expect(markdownLink('widget', projectPage(index, 'widget'))).toBe(
      '<a href="https://pypi.org/project/widget/">widget</a>',
    );
  });

  test('keeps what is encoded already', () => {
    expect(markdownLink('x', projectPage(index, 'widget', '1.0+cpu'))).toBe(
      '<a href="https://pypi.org/project/widget/1.0%2Bcpu/">x</a>',
    );
    const file = { project: 'widget', version: '1.0', filename: 'a b+"c"|%.whl' };
    expect(markdownLink('x', filePage(index, file))).toContain('/1.0/#a%20b%2B%22c%22%7C%25.whl"');
  });

  test('cannot be left by its address or its label', () => {
    expect(markdownLink('</a><script>', 'https://x.example/"><b>|&copy')).toBe(
      '<a href="https://x.example/%22%3E%3Cb%3E%7C&amp;copy">&lt;/a&gt;&lt;script&gt;</a>',
    );
  });
});
