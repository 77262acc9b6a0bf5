import { describe, expect, test } from '@jest/globals';
import { refuseClosedProjects } from '../../../../src/publish/plan/closed-projects.ts';
import { planRelease } from '../../../../src/publish/plan/plan.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { makeDistribution } from '../../distributions.ts';

const DAY = 24 * 60 * 60 * 1000;
const FIRST = Date.parse('2026-11-01T12:00:00Z');
const PYPI = indexProfile('https://upload.pypi.org/legacy/');
const OTHER = indexProfile('https://packages.example/legacy/');

function refuse(index: typeof PYPI, now: number, version = '1.0.0'): void {
  const distributions = [makeDistribution(`widget-${version}-py3-none-any.whl`)];
  const file = (filename: string, time: string) => ({
    filename,
    url: 'https://files.example/x',
    hashes: { sha256: '0'.repeat(64) },
    'upload-time': time,
  });
  const state: ProjectState = {
    kind: 'exists',
    page: {
      meta: { 'api-version': '1.4' },
      name: 'widget',
      versions: ['0.9', '1.0'],
      files: [
        file('widget-0.9.tar.gz', '2020-01-01T00:00:00Z'),
        file('widget-1.0.tar.gz', new Date(FIRST).toISOString()),
        file('widget-1.0-py2-none-any.whl', new Date(FIRST + DAY).toISOString()),
      ],
    },
  };
  const states = new Map([['widget', state]]);
  refuseClosedProjects(planRelease(distributions, states), states, index, now);
}

describe('a release takes new files for 14 days', () => {
  test('and not a moment longer, however its version is spelled', async () => {
    refuse(PYPI, FIRST + 14 * DAY);
    const error = await publishErrorOf(() => refuse(PYPI, FIRST + 14 * DAY + 1));
    expect(error.code).toBe('upload-rejected');
    expect(error.message).toContain('since 2026-11-01');
  });

  test('which is a rule of PyPI, and about releases that are there', () => {
    refuse(OTHER, FIRST + 100 * DAY);
    refuse(PYPI, FIRST + 100 * DAY, '1.1');
  });
});
