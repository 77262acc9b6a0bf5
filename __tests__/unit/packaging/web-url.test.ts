import { describe, expect, test } from '@jest/globals';
import { webUrlDefect } from '../../../src/packaging/web-url.ts';

describe('URLs', () => {
  test.each([
    'https://example.org',
    'HTTP://example.org/a b/ü?q="x"#[y]',
    'https://user:secret@example.org:8080/',
    'http://[::1]:65535/',
    // PyPI is lenient, and so must a check be that refuses nothing it takes.
    'https:/example.org',
    'https:',
    'https://exa mple.org/',
    'https://example.org:123456',
    'https://999.1.1.1:70000',
    'https://example.org/[a]/..',
  ])('%j is taken', (url) => {
    expect(webUrlDefect(url)).toBeUndefined();
  });

  test.each([
    ['', 'does not begin'],
    ['example.org', 'does not begin'],
    ['//example.org', 'does not begin'],
    ['www.example.org/https://', 'does not begin'],
    ['ftp://example.org', 'the scheme "ftp"'],
    ['git+https://example.org/x.git', 'the scheme "git+https"'],
    ['mailto:jane@example.org', 'the scheme "mailto"'],
    ['https://example.org/[a]', 'square brackets'],
    ['https://example.org/?a[]=1', 'square brackets'],
    ['https://example.org:65536/', 'impossible port'],
    ['https://a:b@[::1]:99999', 'impossible port'],
  ])('%j is not', (url, why) => {
    expect(webUrlDefect(url)).toContain(why);
  });
});
