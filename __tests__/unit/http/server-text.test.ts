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

  test.each([
    [
      "Artifactory's JSON: the first of its errors",
      { errors: [{ status: 403, message: 'Not enough permissions' }, { message: 'more' }] },
      'Not enough permissions',
    ],
    ['problem details (RFC 9457)', { title: 'Forbidden', detail: 'Not yours.' }, 'Not yours.'],
    [
      "devpi's JSON, whose message is blank",
      { message: '\n\n\n', code: '403 no permission to submit' },
      'no permission to submit',
    ],
    ['errors of another shape', { errors: ['x'], message: 'the reason' }, 'the reason'],
    ['no errors at all', { errors: [], message: 'the reason' }, 'the reason'],
  ])('%s', (_, body, expected) => {
    expect(textOf(body)).toBe(expected);
  });

  test.each([
    [
      "pypiserver's pages, whose title is the status",
      `<title>Error: 409 Conflict</title><p>Sorry, <tt>&#039;http://x/&#039;</tt></p>
       <pre>Package &#039;a-1.tar.gz&#039; already exists!\n  You may start</pre>`,
      "Package 'a-1.tar.gz' already exists! You may start",
    ],
    [
      'a page of pypiserver without a reason',
      '<title>Error: 403 Forbidden</title><pre>None</pre>',
      'Forbidden',
    ],
    [
      "Nexus's pages, whose title is its name",
      `<title>400 - Nexus Repository Manager</title><span class="title">Error 400</span>
       <div class="content-section">\n      Repository does not allow updating assets: pypi\n    </div>`,
      'Repository does not allow updating assets: pypi',
    ],
  ])('%s', (_, body, expected) => {
    expect(textOf(body)).toBe(expected);
  });

  test('plain text, where it is called that', () => {
    const headers = new Map([['content-type', 'text/plain; charset=utf-8']]);
    const body = Buffer.from('Requested entity already exists\n');
    const response = { status: 400, statusText: 'Bad Request', headers, body };
    expect(serverText(response)).toBe('Requested entity already exists');
    expect(serverText({ ...response, body: Buffer.from('x'.repeat(1e6)) })).toHaveLength(500);
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
