import { describe, expect, test } from '@jest/globals';
import { planRelease } from '../../../../src/publish/plan/plan.ts';
import { beyondQuota } from '../../../../src/publish/release/check-release.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { makeDistribution } from '../../distributions.ts';

const GIBIBYTE = 1024 ** 3;
const PYPI = indexProfile('https://upload.pypi.org/legacy/');

const listing = (...sizes: readonly (number | undefined)[]): ProjectState => ({
  kind: 'exists',
  page: {
    meta: { 'api-version': '1.4' },
    name: 'widget',
    files: sizes.map((size, at) => ({
      filename: `widget-0.${at}.tar.gz`,
      url: 'https://files.example/x',
      hashes: {},
      ...(size === undefined ? {} : { size }),
    })),
  },
});

/** What is said of one new file of a size where the index has files of other sizes. */
function said(size: number, state: ProjectState, index = PYPI): readonly string[] {
  const states = new Map([['widget', state]]);
  const plan = planRelease([makeDistribution('widget-1.0.tar.gz', { size })], states);
  return beyondQuota(plan, states, index);
}

describe('the size of a project', () => {
  test('that goes beyond 10 GiB is a warning with both sizes and what helps', () => {
    const [warning, ...others] = said(1, listing(6 * GIBIBYTE, 4 * GIBIBYTE));
    expect(others).toEqual([]);
    expect(warning).toContain('widget has 10.0 GiB on PyPI, and this release adds 1 B');
    expect(warning).toContain('delete old pre-releases');
    expect(warning).toContain('https://docs.pypi.org/project-management/storage-limits/');
    expect(warning).toContain('14 days');
    expect(said(1, listing(10 * GIBIBYTE), indexProfile('https://test.pypi.org/legacy/'))).toEqual([
      expect.stringContaining('on TestPyPI'),
    ]);
  });

  test.each<[string, number, ProjectState]>([
    ['exactly 10 GiB', 1, listing(10 * GIBIBYTE - 1)],
    ['more before this release: the limit was raised', 1, listing(11 * GIBIBYTE)],
    ['sizes that are not listed', GIBIBYTE, listing(undefined, 9 * GIBIBYTE)],
    ['a negative size', GIBIBYTE, listing(-5 * GIBIBYTE, 9 * GIBIBYTE)],
    ['an empty project', GIBIBYTE, listing()],
    ['a project that is not there', GIBIBYTE, { kind: 'missing' }],
    ['a listing that is not known', GIBIBYTE, { kind: 'unknown', reason: 'x' }],
  ])('is no warning with %s', (_name, size, state) => {
    expect(said(size, state)).toEqual([]);
  });

  test('counts all new files, and no file that is there already', () => {
    const file = (version: string, size: number) =>
      makeDistribution(`widget-${version}.tar.gz`, {
        version,
        size,
        sha256: version.padStart(64, '0'),
      });
    const there = listing(9 * GIBIBYTE);
    const states = new Map([['widget', there]]);
    const few = [file('0.0', 5 * GIBIBYTE), file('2', GIBIBYTE)];
    expect(beyondQuota(planRelease(few, states), states, PYPI)).toEqual([]);
    const many = planRelease([...few, file('3', 1)], states);
    expect(beyondQuota(many, states, PYPI)).toHaveLength(1);
  });

  test('has no known limit at another index', () => {
    const other = indexProfile('https://packages.example/legacy/');
    expect(said(20 * GIBIBYTE, listing(GIBIBYTE), other)).toEqual([]);
  });
});
