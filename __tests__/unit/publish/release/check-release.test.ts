import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../../../src/publish/config.ts';
import { planRelease } from '../../../../src/publish/plan/plan.ts';
import { checkRelease } from '../../../../src/publish/release/check-release.ts';
import { ReleaseRecord } from '../../../../src/publish/report.ts';
import type { ProjectState } from '../../../../src/pypi/simple/project-state.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { makeLog } from '../../../wire/kept-log.ts';
import { makeDistribution, WHEEL } from '../../distributions.ts';

const UNKNOWN: ProjectState = { kind: 'unknown', reason: 'x' };
const WITH_SDIST: ProjectState = {
  kind: 'exists',
  page: {
    meta: { 'api-version': '1.4' },
    name: 'widget',
    files: [{ filename: 'widget-0.9.tar.gz', url: 'x', hashes: {}, size: 10 * 1024 ** 3 }],
  },
};

function check(state: ProjectState, options: Readonly<Record<string, string>> = {}) {
  const config = parseConfig(new Map(Object.entries(options)), {
    workspace: '/w',
    tempDirectory: '/t',
  });
  const states = new Map([['widget', state]]);
  const record = new ReleaseRecord();
  const log = makeLog();
  checkRelease(planRelease([makeDistribution(WHEEL)], states), states, config, record, { log });
  return { record: record.warnings, log: log.warnings };
}

describe('what is seen in the listing of the index before anything is signed', () => {
  test('is said in the log and kept for the summary: a smaller release, a project too large', () => {
    const { record, log } = check(WITH_SDIST);
    expect(log).toEqual([
      expect.stringContaining('widget 1.0 has less than 0.9'),
      expect.stringContaining('10.0 GiB on PyPI'),
    ]);
    expect(record).toEqual(log);
  });

  test('stops the release with `require-complete`', async () => {
    const error = await publishErrorOf(() => check(WITH_SDIST, { 'require-complete': 'true' }));
    expect(error).toMatchObject({
      code: 'incomplete-release',
      message: 'widget 1.0 has less than 0.9, the release before it: no sdist.',
    });
  });

  test('must be known with `require-complete`, and not without', async () => {
    expect(check(UNKNOWN)).toEqual({ record: [], log: [] });
    const error = await publishErrorOf(() => check(UNKNOWN, { 'require-complete': 'true' }));
    expect(error.code).toBe('incomplete-release');
    expect(error.remedy).toContain('`index-url`');
  });

  test('is nothing for a new project', () => {
    const first = check({ kind: 'missing' }, { 'require-complete': 'true' });
    expect(first).toEqual({ record: [], log: [] });
  });
});
