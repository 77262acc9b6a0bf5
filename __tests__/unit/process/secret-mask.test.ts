import { describe, expect, test } from '@jest/globals';
import { SecretMask } from '../../../src/process/secret-mask.ts';

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
