import { describe, expect, test } from '@jest/globals';
import { planRelease } from '../../../../src/publish/plan/plan.ts';
import { smallerReleases } from '../../../../src/publish/release/smaller-release.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { makeDistribution } from '../../distributions.ts';

interface Listed {
  readonly yanked?: boolean | string;
}

/** What is said of a release with these files where the index lists those. */
function said(
  files: readonly string[],
  listed: readonly (string | readonly [string, Listed])[],
): readonly string[] {
  const distributions = files.map((filename) =>
    makeDistribution(filename, { version: filename.split('-')[1]?.replace('.tar.gz', '') ?? '' }),
  );
  const state: ProjectState = {
    kind: 'exists',
    page: {
      meta: { 'api-version': '1.4' },
      name: 'widget',
      files: listed.map((one) => {
        const [filename, more] = typeof one === 'string' ? [one, {}] : one;
        return { filename, url: 'https://files.example/x', hashes: {}, ...more };
      }),
    },
  };
  const states = new Map([['widget', state]]);
  return smallerReleases(planRelease(distributions, states), states);
}

const wheel = (version: string, tag = 'py3-none-any') => `widget-${version}-${tag}.whl`;
const sdist = (version: string) => `widget-${version}.tar.gz`;
const tags = (...all: readonly string[]) => all;

describe('a release with less than the one before it', () => {
  test('names the sdist and the platforms that it lacks', () => {
    expect(
      said(
        [wheel('1.1', 'cp313-cp313-manylinux_2_28_x86_64')],
        [
          sdist('1.0'),
          wheel('1.0', 'cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64'),
          wheel('1.0', 'cp313-cp313-macosx_11_0_arm64'),
          wheel('1.0', 'cp313-cp313-win_amd64'),
          wheel('1.0', 'cp313-cp313-musllinux_1_2_x86_64'),
        ],
      ),
    ).toEqual([
      'widget 1.1 has less than 1.0, the release before it: no sdist; no wheel for macosx_arm64, musllinux_x86_64, win_amd64.',
    ]);
  });

  test('names an interpreter that one platform lacks and another has', () => {
    const before = tags('cp312-cp312-win_amd64', 'cp313-cp313-win_amd64', 'cp312-cp312-win32');
    const now = tags('cp313-cp313-win_amd64', 'cp312-cp312-win32');
    expect(
      said(
        now.map((tag) => wheel('1.1', tag)),
        before.map((tag) => wheel('1.0', tag)),
      ),
    ).toEqual([
      'widget 1.1 has less than 1.0, the release before it: no wheel with cp312-cp312-win_amd64.',
    ]);
  });

  test.each<[string, readonly string[], readonly string[]]>([
    ['as much', tags('cp313-cp313-win_amd64'), tags('cp313-cp313-win_amd64')],
    [
      'newer systems',
      tags('cp313-cp313-manylinux_2_28_aarch64', 'cp313-cp313-macosx_12_0_arm64'),
      tags('cp313-cp313-manylinux2014_aarch64', 'cp313-cp313-macosx_11_0_arm64'),
    ],
    [
      'one macOS wheel for both architectures',
      tags('cp313-cp313-macosx_11_0_universal2'),
      tags('cp313-cp313-macosx_11_0_arm64', 'cp313-cp313-macosx_10_13_x86_64'),
    ],
    [
      'no wheel of an interpreter that was dropped everywhere',
      tags('cp313-cp313-win_amd64', 'cp313-cp313-win32'),
      tags('cp38-cp38-win_amd64', 'cp313-cp313-win_amd64', 'cp313-cp313-win32'),
    ],
    [
      'one wheel for many interpreters',
      tags('cp310-abi3-win_amd64', 'cp310-cp310-win32', 'cp311-cp311-win32'),
      tags('cp310-cp310-win_amd64', 'cp311-cp311-win_amd64', 'cp311-cp311-win32'),
    ],
    ['more', tags('cp313-cp313-win_amd64', 'cp313-cp313-win32'), tags('cp313-cp313-win32')],
  ])('is not one with %s', (_name, now, before) => {
    const files = now.map((tag) => wheel('1.1', tag));
    expect(
      said(
        files,
        before.map((tag) => wheel('1.0', tag)),
      ),
    ).toEqual([]);
  });

  test('is compared with the newest earlier one, final with final, by PEP 440', () => {
    const listed = [sdist('1.10'), wheel('1.9'), sdist('1.11rc1'), sdist('2.0'), 'other', 'x.whl'];
    expect(said([wheel('1.11')], listed)).toEqual([expect.stringContaining('than 1.10,')]);
    expect(said([wheel('1.12rc1')], listed)).toEqual([expect.stringContaining('than 1.11rc1,')]);
    expect(said([wheel('1.10')], [wheel('1.9'), sdist('1.9')])).toHaveLength(1);
    expect(said([wheel('1.0')], [sdist('1.0rc1')])).toEqual([
      expect.stringContaining('than 1.0rc1,'),
    ]);
  });

  test('counts what the index has of it already, however the version is spelled', () => {
    expect(said([wheel('1.1')], [sdist('1.0'), wheel('1.0'), sdist('1.1.0')])).toEqual([]);
  });

  test('is not compared with a yanked one, with nothing, or when nothing is uploaded', () => {
    expect(said([wheel('1.1')], [[sdist('1.0'), { yanked: 'no wheels' }]])).toEqual([]);
    expect(said([wheel('1.1')], [])).toEqual([]);
    expect(said([wheel('1.1')], [sdist('1.0'), wheel('1.1')])).toEqual([]);
  });

  test('is told in a text of bounded length, whatever the index lists', () => {
    const hostile = Array.from({ length: 3000 }, (_, at) =>
      wheel('1.0', `py3-none-${'p'.repeat(100)}${at}`),
    );
    const [text = ''] = said([wheel('1.1')], hostile);
    expect(text).toContain('and 1988 more');
    expect(text.length).toBeLessThan(1000);
  });
});
