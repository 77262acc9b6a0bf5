import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { displayText } from '../../src/text/display-text.ts';
import { markdownCode, markdownText } from '../../src/text/markdown.ts';
import { tries } from './tries.ts';

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    ...['::', ':', '##', '#', '[', '##[', '\n', '\r', '\r\n', '\t', ' ', '\u00a0', '\u2028'],
    ...['\u2029', '\u0085', '\ufeff', '\u180e', '\u200b', '\v', '\f', '\x1b', '\\', '&', ';'],
    ...['<', '>', '|', '`', 'www.', 'http://', '<br>', '\ud800', 'error'],
  ),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const RUNS = tries(3000);

describe('text that is shown', () => {
  test('holds no workflow command and no control but line ends', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        const shown = displayText(hostile);
        expect(shown).not.toContain('##[');
        expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        for (const line of shown.split('\n')) expect(line.trim().startsWith('::')).toBe(false);
      }),
      RUNS,
    );
  });

  test('has as many lines as it had line feeds', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        expect(displayText(hostile).split('\n')).toHaveLength(hostile.split('\n').length);
      }),
    );
  });

  test('in Markdown it is one line without anything that Markdown or HTML would act on', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        const markdown = markdownText(hostile).replaceAll('<br>', '');
        expect(markdown).not.toMatch(/[<>|`[\]*_\n]|www\.|:\/\//i);
        expect(markdown).not.toMatch(/&(?!(?:#\d+|amp|lt|gt);)/);
      }),
      RUNS,
    );
  });

  test('in Markdown it reads as it was shown', () => {
    fc.assert(
      fc.property(text, (hostile) => {
        const code = markdownCode(hostile).slice('<code>'.length, -'</code>'.length);
        expect(unescaped(code)).toBe(displayText(hostile));
      }),
    );
  });
});

/** What a browser shows of it. */
function unescaped(html: string): string {
  return html
    .replaceAll('<br>', '\n')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
