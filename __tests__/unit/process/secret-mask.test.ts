import { describe, expect, test } from '@jest/globals';
import { SecretMask } from '../../../src/process/secret-mask.ts';
import { markdownText } from '../../../src/text/markdown.ts';

const SECRET = 'pypi-AgEIcHlwaS5vcmcCJGZh';

const masking = (...secrets: string[]) => {
  const mask = new SecretMask();
  for (const secret of secrets) mask.add(secret);
  return (text: string) => mask.hide(text);
};

describe('a secret in a text', () => {
  test.each([
    ['alone', SECRET, '***'],
    ['in the middle', `HTTP 400: ${SECRET} is no good`, 'HTTP 400: *** is no good'],
    ['twice', `${SECRET} and ${SECRET}`, '*** and ***'],
    ['twice without a gap', `${SECRET}${SECRET}`, '******'],
    ['cut short', `got ${SECRET.slice(0, 20)}…`, 'got ***…'],
    ['cut after 16 characters', `got ${SECRET.slice(0, 16)}`, 'got ***'],
    ['going on as another', `${SECRET.slice(0, 18)}zzz`, '***zzz'],
    ['with more behind it', `${SECRET}more`, '***more'],
    ['not at all', 'nothing to see', 'nothing to see'],
  ])('%s is hidden', (_, text, shown) => {
    expect(masking(SECRET)(text)).toBe(shown);
  });

  test('is hidden where there are several, whichever is longer', () => {
    expect(masking('abcdefgh', SECRET)(`a ${SECRET} abcdefgh`)).toBe('a *** ***');
    expect(masking(SECRET, 'abcdefgh')(`abcdefgh ${SECRET} a`)).toBe('*** *** a');
  });

  test('is hidden to its end where another begins alike', () => {
    const other = `${SECRET.slice(0, 20)}-the-part-that-nobody-may-read`;
    for (const hide of [masking(SECRET, other), masking(other, SECRET)]) {
      expect(hide(`${other} ${SECRET}.`)).toBe('*** ***.');
      expect(hide(other.slice(0, -3))).toBe('***');
    }
  });

  test('of fewer than 8 characters hides no ordinary words', () => {
    expect(masking('e', '', 'release')('the release')).toBe('the release');
    expect(masking('releases')('the releases')).toBe('the ***');
  });

  test('of 8 to 16 characters is hidden whole only', () => {
    expect(masking('hunter2hunter2')('hunter2 hunter2hunter2')).toBe('hunter2 ***');
  });
});

describe('a password', () => {
  const PASSWORD = `cörrect "horse" <b> & 'staple' *$_ 50%/x+y\\z`;
  const base64 = (text: string) => Buffer.from(text).toString('base64');

  test.each<[string, string]>([
    ['percent-encoded', encodeURIComponent(PASSWORD)],
    ['percent-encoded in lower case', encodeURIComponent(PASSWORD).toLowerCase()],
    ['in a query string', new URLSearchParams({ '': PASSWORD }).toString().slice(1)],
    ['in JSON', JSON.stringify(PASSWORD).slice(1, -1)],
    ['in JSON of ASCII', JSON.stringify(PASSWORD).slice(1, -1).replace('ö', '\\u00f6')],
    ['in JSON of PHP', JSON.stringify(PASSWORD).slice(1, -1).replace('/', '\\/')],
    ['in Markdown', markdownText(PASSWORD)],
    ['in Base64', base64(PASSWORD)],
    ['in Base64 behind one character', base64(`:${PASSWORD}`).slice(4)],
    ['in Base64 behind a user', base64(`user:${PASSWORD}`).slice(8)],
    ['in Base64 before something', base64(`${PASSWORD} and more`)],
    ['in Base64 of URLs', Buffer.from(`u:${PASSWORD}`).toString('base64url').slice(4)],
  ])('%s is hidden', (_, written) => {
    const shown = masking(PASSWORD)(`got ${written} here`);
    expect(shown).toMatch(/^got .{0,2}\*\*\*/);
    // At most what the last, incomplete group of Base64 holds.
    expect(shown.length).toBeLessThan('got ***'.length + 24);
    expect(shown).not.toMatch(/horse|staple/);
  });

  test('of several lines is hidden line by line', () => {
    expect(masking('first-line\nsecond-line\r\nthird-line')('second-line, third-line')).toBe(
      '***, ***',
    );
  });
});

test('the payload and the signature of a token are hidden by themselves, its header is not', () => {
  const [header, payload, signature] = [
    'eyJhbGciOiJSUzI1NiJ9',
    'eyJqdGkiOiJzZWNyZXQifQ',
    'c2lnbmF0dXJl',
  ];
  const hide = masking(`${header}.${payload}.${signature}`);
  expect(hide(`${payload} ${signature}`)).toBe('*** ***');
  expect(masking(SECRET)(SECRET.slice('pypi-'.length))).toBe('***');
});
