import { describe, expect, test } from '@jest/globals';
import { displayLine, displayText } from '../../../src/text/display-text.ts';

describe('a text in the log', () => {
  test('stays as it is where it is harmless', () => {
    const text = 'widget-1.0.tar.gz  12 bytes\n\n  ünï © 𝕏 日本 a::b [x] ## done';
    expect(displayText(text)).toBe(text);
  });

  test.each([
    ['::error::x', '\\::error::x'],
    ['  ::add-mask::x', '  \\::add-mask::x'],
    ['ok\n::stop-commands::x', 'ok\n\\::stop-commands::x'],
    ['\n\n\u00a0::x', '\n\n\u00a0\\::x'],
    ['::a\n::b', '\\::a\n\\::b'],
    ['##[error]x', '##\\[error]x'],
    ['a ##[group]b ##[c', 'a ##\\[group]b ##\\[c'],
    ['####[x', '####\\[x'],
  ])('%j starts no workflow command', (text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  test.each([
    ['\r', '\\u{000d}'],
    ['\t', '\\u{0009}'],
    ['\x00', '\\u{0000}'],
    ['\x1b[31m', '\\u{001b}[31m'],
    ['\x7f', '\\u{007f}'],
    ['\x85', '\\u{0085}'],
    ['\u200b', '\\u{200b}'],
    ['\u202e', '\\u{202e}'],
    ['\u2028', '\\u{2028}'],
    ['\u2029', '\\u{2029}'],
    ['\ufeff', '\\u{feff}'],
    ['\u{e0001}', '\\u{e0001}'],
  ])('%j is made visible', (text, shown) => {
    expect(displayText(text)).toBe(shown);
  });

  test.each(['\r', '\u2028', '\u0085', '\ufeff'])(
    'what hides behind %j is no line of its own',
    (separator) => {
      expect(displayText(`a${separator}::error::x`).split('\n')).toHaveLength(1);
      expect(displayText(`${separator}::error::x`)).toMatch(/^\\u/);
    },
  );
});

test('a text for one line stays in one line, and hides no command in it', () => {
  expect(displayLine('a\n::error::b\r\nc')).toBe('a\\n::error::b\\u{000d}\\nc');
  expect(displayLine('::error::b')).toBe('\\::error::b');
  expect(displayLine('a\u2028b\u0085c')).toBe('a\\u{2028}b\\u{0085}c');
});
