import { describe, expect, test } from '@jest/globals';
import { LockDefect, type LockDocument } from '../../../src/lockfiles/lock-document.ts';
import { MOST_LOCK_BYTES } from '../../../src/lockfiles/lock-text.ts';
import { readLock } from '../../../src/lockfiles/read-lock.ts';

const MANY = 100_000;
/** As long as the longest requirement that is read, nearly. */
const LONG = 32_000;

async function outcome(path: string, content: string | Uint8Array): Promise<LockDocument | string> {
  try {
    return await readLock(path, content);
  } catch (error) {
    if (!(error instanceof LockDefect)) throw error;
    return error.message;
  }
}

describe('a hostile lock is refused with its line', () => {
  const dotted = Array.from({ length: MANY }, () => 'a').join('.');
  const documents: readonly [path: string, content: string, message: RegExp | undefined][] = [
    ['uv.lock', `version = 1\nx = ${'['.repeat(MANY)}`, /^uv.lock:2 is no TOML/],
    ['uv.lock', `version = 1\nx = ${'{a='.repeat(MANY)}`, /^uv.lock:2 is no TOML/],
    ['uv.lock', `version = 1\nversion = 1`, /^uv.lock:2 is no TOML/],
    ['uv.lock', `version = 1\n[[package]]\n[package]\n`, /^uv.lock:[123] is no TOML/],
    ['uv.lock', `version = 99999999999999999999`, /^uv.lock:1 is no TOML/],
    ['uv.lock', `version = 1\n${dotted}`, /^uv.lock:2 is no TOML/],
    ['uv.lock', 'version = 1\r[[package]]', /^uv.lock:1 is no TOML/],
    ['uv.lock', 'version = 1\n\n"\x00" = 1', /^uv.lock:3 is no TOML/],
    ['uv.lock', '__proto__ = { version = 1 }', /^uv.lock:1 has the lock version undefined/],
    ['report.json', '{"a":'.repeat(100), /^report.json:1 is no JSON/],
    ['report.json', '{"a":'.repeat(MANY), /^report.json:1 is nested more than 200 deep/],
    [
      'report.json',
      `{"install":[${'1,'.repeat(600_000)}1]}`,
      /^report.json:1 has more than 500,000 values/,
    ],
    ['report.json', `{"version": ${'['.repeat(MANY)}${']'.repeat(MANY)}}`, /is nested more than/],
    ['report.json', '{"__proto__": {"version": "1"}}', /^report.json:1 has no "version"/],
    ['report.json', '{"version": "\\ud800"}', /^report.json:1 has half a character/],
    ['r.txt', `${'a'.repeat(LONG)}==1`, /^r.txt:1 has a package with an invalid name/],
    ['r.txt', '\\\n'.repeat(MANY), undefined],
    ['r.txt', `${' '.repeat(MANY)}#\n${' '.repeat(MANY)}x y`, /^r.txt:2 is neither/],
    ['r.txt', `a==1 ; ${'('.repeat(LONG)}`, /^r.txt:1 is neither/],
    ['r.txt', `a==1 ${'\\'.repeat(LONG)}x`, /^r.txt:1 is neither/],
    ['r.txt', `-${'-'.repeat(MANY)}`, /^r.txt:1 has the option/],
    ['r.txt', `a==1 --hash=${':'.repeat(MANY)}`, /^r.txt:1 has a hash/],
    ['r.txt', `./${'['.repeat(LONG)}`, undefined],
    ['r.txt', `https://${'@'.repeat(LONG)}`, undefined],
    ['r.txt', `a==${'1.'.repeat(LONG)}1`, /^r.txt:1 has a requirement of more than 32,768 char/],
    ['unnamed', `${' '.repeat(MANY)}x`, undefined],
  ];
  test.each(
    documents.map(
      ([path, content, message]) => [path, message ?? 'is read', content, message] as const,
    ),
  )('%s, which %s', async (path, _, content, message) => {
    const found = await outcome(path, content);
    if (message === undefined) expect(typeof found).toBe('object');
    else expect(found).toMatch(message);
    if (typeof found === 'string') expect(found.length).toBeLessThan(300);
  });

  test('and one that no memory should hold is not decoded', async () => {
    expect(await outcome('uv.lock', Buffer.alloc(MOST_LOCK_BYTES + 1, 0x20))).toBe(
      'uv.lock:1 is larger than 64 MiB, which no lock file is',
    );
  });

  test.each([
    ['no UTF-8', Buffer.from([0x76, 0xff]), 'uv.lock:1 is no UTF-8'],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffversion = 1\r\n'), 'object'],
    ['UTF-16, little-endian', Buffer.from('\ufeffversion = 1\r\n', 'utf16le'), 'object'],
    ['UTF-16, big-endian', Buffer.from('\ufeffversion = 1\r\n', 'utf16le').swap16(), 'object'],
    ['half a UTF-16 unit', Buffer.from([0xff, 0xfe, 0x00]), 'uv.lock:1 is no UTF-8'],
    ['nothing', Buffer.alloc(0), 'uv.lock:1 has the lock version undefined, and 1 is known here'],
  ])('as bytes: %s', async (_, bytes, expected) => {
    const found = await outcome('uv.lock', bytes);
    expect(typeof found === 'string' ? found : 'object').toBe(expected);
  });
});

test('credentials never come through', async () => {
  const secret = 'hunter2';
  const url = `https://user:${secret}@e.example`;
  const locks: readonly (readonly [string, string])[] = [
    [
      'uv.lock',
      `version = 1\n[[package]]\nname = "a"\nsource = { registry = "${url}" }\nsdist = { url = "${url}/a-1.zip" }`,
    ],
    ['uv.lock', `version = 1\n[[package]]\nname = "a"\nsource = { git = "${url}" }`],
    [
      'pylock.toml',
      `lock-version = "1.0"\n[[packages]]\nname = "a"\nindex = "${url}"\nwheels = [{ url = "${url}/x" }]`,
    ],
    [
      'pylock.toml',
      `lock-version = "1.0"\n[[packages]]\nname = "a"\narchive = { url = "${url}/x" }`,
    ],
    [
      'poetry.lock',
      `[[package]]\nname = "a"\nversion = "1"\nsource = { type = "git", url = "${url}" }\n[metadata]\nlock-version = "2.1"`,
    ],
    [
      'pdm.lock',
      `[[package]]\nname = "a"\nurl = "${url}"\nfiles = [{ url = "${url}/a" }]\n[metadata]\nlock_version = "4.5"`,
    ],
    [
      'Pipfile.lock',
      `{"_meta": {"pipfile-spec": 6, "sources": [{"name": "x", "url": "${url}"}]}, "default": {"a": {"index": "x"}, "b": {"git": "${url}"}, "c": {"file": "${url}"}}}`,
    ],
    [
      'report.json',
      `{"version": "1", "install": [{"is_direct": true, "download_info": {"url": "${url}/a", "archive_info": {}}, "metadata": {"name": "a", "version": "1"}}]}`,
    ],
    [
      'r.txt',
      `-i ${url}\n--extra-index-url ${url}\na @ ${url}/a.zip\n${url}/b.zip\n-e git+${url}\n`,
    ],
  ];
  for (const [path, text] of locks) {
    const found = JSON.stringify(await outcome(path, text));
    expect(found).toContain('e.example');
    expect(found).not.toContain(secret);
  }
});
