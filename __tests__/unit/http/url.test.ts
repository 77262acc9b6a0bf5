import { describe, expect, test } from '@jest/globals';
import { displayUrl, isSecureUrl } from '../../../src/http/url.ts';

describe('URLs that secrets may travel to', () => {
  test.each([
    'https://upload.pypi.org/legacy/',
    'http://localhost:8080/',
    'http://LOCALHOST/',
    'http://127.0.0.1/',
    'http://127.8.9.10/',
    'http://2130706433/',
    'http://[::1]:3141/',
  ])('%s', (url) => {
    expect(isSecureUrl(new URL(url))).toBe(true);
  });

  test.each([
    'http://pypi.org/',
    'http://localhost.example/',
    'http://127.0.0.1.example/',
    'http://127.0.0.1@example.org/',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://[::2]/',
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/plain,x',
  ])('but not %s', (url) => {
    expect(isSecureUrl(new URL(url))).toBe(false);
  });
});

test('a URL is shown without user, password, query and fragment', () => {
  const url = new URL('https://user:secret@host.example:8443/a/b?token=secret#secret');
  expect(displayUrl(url)).toBe('https://host.example:8443/a/b');
});
