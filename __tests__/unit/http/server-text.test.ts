import { describe, expect, test } from '@jest/globals';
import { serverText } from '../../../src/http/server-text.ts';

describe('what a service says of a refused request', () => {
  test("PyPI's JSON: the detail in `code`", () => {
    expect(
      textOf({
        code: "400 File already exists ('a-1.tar.gz', with blake2_256 hash 'ab').",
        title: 'Bad Request',
        message: 'The server could not comply with the request.\n\n\nFile already exists',
      }),
    ).toBe("File already exists ('a-1.tar.gz', with blake2_256 hash 'ab').");
  });

  test("Fulcio's and Rekor's JSON: `message`, for `code` is a bare number", () => {
    expect(textOf({ code: 3, message: 'There was an error processing the token' })).toBe(
      'There was an error processing the token',
    );
  });

  test('JSON with a title only', () => {
    expect(textOf({ title: 'Forbidden' })).toBe('Forbidden');
  });

  test('JSON with an empty detail does not hide the rest', () => {
    expect(textOf({ code: '', message: 'the reason' })).toBe('the reason');
  });

  test('the title of HTML, its entities decoded once', () => {
    const html =
      '<html><head>\n<TITLE>400 &lt;b&gt; &amp;lt; &quot;x&quot; &#39;y&#x27; &copy;</TITLE>';
    expect(textOf(html)).toBe('<b> &lt; "x" \'y\' &copy;');
  });

  test.each([
    ['the project&#39;s metadata', "the project's metadata"],
    ['&#x2014;&#8212;&nbsp;&apos;', "—— '"],
    ['&#0;&#1114112;&#xffffff;&bogus;', '&#0;&#1114112;&#xffffff;&bogus;'],
    ['&amp;lt;', '&lt;'],
  ])('character references in JSON, once: %s', (code, text) => {
    expect(textOf({ code: `400 ${code}` })).toBe(text);
  });

  test('the reason phrase, where the body says nothing', () => {
    expect(textOf('plain text', '400 Unknown protocol version.')).toBe('Unknown protocol version.');
    expect(textOf('', '')).toBe('');
  });

  test.each([
    ['a number', '42'],
    ['an array', '["code"]'],
    ['null', 'null'],
    ['members of other types', '{"code":{"toString":1},"message":[]}'],
    ['broken JSON', '{"code":"400 x"'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00])],
  ])('the reason phrase, where the body is %s', (_, body) => {
    expect(textOf(body, 'Bad Request')).toBe('Bad Request');
  });

  test('one line, whatever the server sends', () => {
    expect(textOf({ code: '400 a\r\n::error::b\n\n\tc ' })).toBe('a ::error::b c');
  });

  test('at most 500 characters', () => {
    const text = textOf({ code: `400 ${'x'.repeat(100_000)}` });
    expect(text).toHaveLength(500);
    expect(text.endsWith('x…')).toBe(true);
    expect(textOf({ code: 'y'.repeat(500) })).toBe('y'.repeat(500));
  });

  test('a title that is far away, or too long, is not looked for', () => {
    expect(textOf(`${' '.repeat(70_000)}<title>x</title>`, 'reason')).toBe('reason');
    expect(textOf(`<title>${'x'.repeat(2001)}</title>`, 'reason')).toBe('reason');
  });

  test('prototypes stay as they are', () => {
    expect(textOf('{"__proto__":{"code":"polluted"}}', 'reason')).toBe('reason');
    expect('code' in {}).toBe(false);
  });
});

function textOf(body: string | Buffer | object, statusText = ''): string {
  const bytes =
    typeof body === 'string' || Buffer.isBuffer(body)
      ? Buffer.from(body)
      : Buffer.from(JSON.stringify(body));
  return serverText({ status: 400, statusText, headers: new Map(), body: bytes });
}
