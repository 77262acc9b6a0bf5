import { describe, expect, test } from '@jest/globals';
import {
  descriptionContentTypeDefect,
  parseDescriptionContentType,
} from '../../../src/packaging/description-content-type.ts';

describe('description content types', () => {
  test.each([
    'text/markdown',
    'text/plain',
    'Text/X-RST',
    'text/markdown; charset=UTF-8; variant=GFM',
    'text/markdown;charset="utf-8";variant=CommonMark',
    'text/x-rst; variant=anything',
    'text/markdown; Charset = UTF-8 ; x=y;',
  ])('%j is taken', (text) => {
    expect(descriptionContentTypeDefect(text)).toBeUndefined();
  });

  test.each([
    ['', 'well-formed'],
    ['markdown', 'well-formed'],
    ['text/markdown charset=UTF-8', 'well-formed'],
    ['text/markdown;;', 'well-formed'],
    ['text/markdown; charset', 'well-formed'],
    ['text/markdown; charset=', 'well-formed'],
    ['text/markdown; variant=GFM; variant=GFM', 'well-formed'],
    ['text/markdown\n', 'well-formed'],
    ['text / markdown', 'one of'],
    ['text/html', 'one of'],
    ['text/rst', 'one of'],
    ['text/markdown; charset=latin-1', 'charset is latin-1'],
    ['text/markdown; variant=gfm', 'variant is gfm'],
  ])('%j is not', (text, why) => {
    expect(descriptionContentTypeDefect(text)).toContain(why);
  });

  test('have their parameters by lower-case name', () => {
    const read = parseDescriptionContentType('Text/Markdown; VARIANT="G\\FM"');
    expect(read).toEqual({ type: 'text/markdown', parameters: new Map([['variant', 'GFM']]) });
  });
});
