import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { fitsHost, type Host, hostFiles, hostOf } from '../../../src/lockfiles/host/host.ts';

/** `[python, platform, tags]` each, recorded from `packaging.tags` 26.3 (conformance/locks/tags.py). */
const RECORDED: readonly (readonly [string, string, readonly string[]])[] = JSON.parse(
  gunzipSync(
    readFileSync(resolve(import.meta.dirname, '../../fixtures/locks/tags.json.gz')),
  ).toString(),
);

/** Every recorded tag, and some that no host takes. */
const POOL: ReadonlySet<string> = new Set([
  ...RECORDED.flatMap(([, , tags]) => tags),
  'cp313-cp313-any',
  'cp313-abi3-any',
  'cp313-cp312-manylinux_2_17_x86_64',
  'cp31-abi3-win_amd64',
  'cp3013-cp313-win_amd64',
  'py313-cp313-win_amd64',
  'py2-none-any',
  'py4-none-any',
  'py3-none-manylinux_3_0_x86_64',
  'py3-none-manylinux_2_017_x86_64',
  'py3-none-macosx_11_3_arm64',
  'py3-none-macosx_10_3_x86_64',
  'py3-none-',
  'py3--any',
  '',
]);

function knownHost(python: string, platform: string): Host {
  const host = hostOf(python, platform);
  if (!host) throw new Error(`no host: ${python} ${platform}`);
  return host;
}

describe('tags', () => {
  test.each(RECORDED)('of Python %s on %s are those of packaging', (python, platform, tags) => {
    const host = knownHost(python, platform);
    const fitting = [...POOL].filter((tag) => fitsHost(tag, host));
    expect(new Set(fitting)).toEqual(new Set(tags));
  });

  test.each([
    ['2.7', 'win_amd64'],
    ['3', 'win_amd64'],
    ['3.13d', 'win_amd64'],
    ['pypy3.11t', 'win_amd64'],
    ['3.13', 'linux_x86_64'],
    ['3.13', 'win_ia64'],
    ['3.13', 'macosx_15_0_universal2'],
    ['3.13', 'manylinux_2_39'],
    ['3.13', ''],
  ])('need a known host: not Python %s on %s', (python, platform) => {
    expect(hostOf(python, platform)).toBeUndefined();
  });

  test('take a patch release for its minor one', () => {
    expect(fitsHost('cp313-cp313-win32', knownHost('3.13.7', 'win32'))).toBe(true);
  });
});

describe('files that an installer could pick', () => {
  const host = knownHost('3.13', 'manylinux_2_39_x86_64');
  const at = { path: 'uv.lock', line: 1 };
  const names = (filenames: readonly (string | undefined)[]) =>
    hostFiles(
      filenames.map((filename) => (filename === undefined ? { at } : { filename, at })),
      host,
    ).map((file) => file.filename);

  test('are the wheels that fit, whatever their order, and then no sdist', () => {
    expect(
      names([
        'foo-1.0.tar.gz',
        'foo-1.0-cp313-cp313-win_amd64.whl',
        'foo-1.0-py2.py3-none-any.whl',
        'foo-1.0-cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
      ]),
    ).toEqual([
      'foo-1.0-py2.py3-none-any.whl',
      'foo-1.0-cp39-abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl',
    ]);
  });

  test('are the sdist where no wheel fits', () => {
    expect(names(['foo-1.0-cp313-cp313-win_amd64.whl', 'foo-1.0.tar.gz'])).toEqual([
      'foo-1.0.tar.gz',
    ]);
  });

  test('are bare hashes and unknown names, never eggs and installers', () => {
    expect(names([undefined, 'foo', 'foo-1.0-py3.5.egg', 'foo-1.0.win32.exe'])).toEqual([
      undefined,
      'foo',
    ]);
  });
});
