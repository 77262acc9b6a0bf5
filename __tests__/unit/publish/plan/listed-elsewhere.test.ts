import { describe, expect, test } from '@jest/globals';
import { refuseListedElsewhere } from '../../../../src/publish/plan/listed-elsewhere.ts';
import { planRelease } from '../../../../src/publish/plan/plan.ts';
import { ReleaseRecord } from '../../../../src/publish/report.ts';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { makeLog } from '../../../wire/kept-log.ts';
import { makeDistribution } from '../../distributions.ts';

const PYPI = indexProfile('https://upload.pypi.org/legacy/');
const OTHER = indexProfile('https://packages.example/upload', 'https://packages.example/simple/');
const SAME = 'ab'.repeat(32);
const OTHER_BYTES = 'cd'.repeat(32);

describe('a file that is not listed under its name', () => {
  test.each([
    ['the same bytes under another name', 'widget-1.0-1-py3-none-any.whl', SAME],
    ['the same bytes in capitals', 'Widget-1.0-py3-none-any.whl', SAME.toUpperCase()],
    ['the same bytes in another version', 'widget-0.9-py3-none-any.whl', SAME],
  ])('is refused for %s, and both files are named', async (_, listed, sha256) => {
    const { error, record } = await refusal('widget-1.0-py3-none-any.whl', listed, sha256);
    expect(error.code).toBe('file-conflict');
    expect(error.message).toBe(
      `widget-1.0-py3-none-any.whl: PyPI has these bytes under the name ${listed}.`,
    );
    expect(error.remedy).toContain('copied or renamed');
    expect(record.files).toMatchObject([{ status: 'failed', conflict: undefined }]);
  });

  test.each([
    ['the version with other zeros', 'widget-1.0.0.tar.gz'],
    ['the name in another spelling', 'Widget-1.0.tar.gz'],
    ['a ZIP archive', 'widget-1.0.zip'],
  ])('is refused as the second sdist of a version: %s', async (_, listed) => {
    const { error } = await refusal('widget-1.0.tar.gz', listed, OTHER_BYTES);
    expect(error.code).toBe('file-conflict');
    expect(error.message).toBe(
      `widget-1.0.tar.gz: PyPI has another sdist of this version, ${listed}.`,
    );
    expect(error.remedy).toContain('one sdist for each version');
  });

  test.each([
    ['an sdist of another version', 'widget-1.0.tar.gz', 'widget-1.0.1.tar.gz'],
    ['a wheel of the same version', 'widget-1.0.tar.gz', 'widget-1.0-py3-none-any.whl'],
    [
      'a wheel in another spelling, which PyPI accepts',
      'widget-1.0-py3-none-any.whl',
      'widget-1.0.0-py3-none-any.whl',
    ],
    ['what is no distribution', 'widget-1.0.tar.gz', 'widget-1.0.exe'],
  ])('is uploaded beside %s with other bytes', (_, filename, listed) => {
    expect(() => check(filename, listed, OTHER_BYTES, PYPI)).not.toThrow();
  });

  test('is a warning on an index whose rules are not known', () => {
    const { log } = check('widget-1.0.tar.gz', 'widget-1.0.0.tar.gz', OTHER_BYTES, OTHER);
    expect(log.warnings).toEqual([
      'widget-1.0.tar.gz: packages.example has another sdist of this version, widget-1.0.0.tar.gz. It may reject the upload.',
    ]);
  });

  test('is one of many that are named, up to eight', async () => {
    const files = Array.from({ length: 10 }, (_, at) => `widget-1.0-py${at}-none-any.whl`);
    const distributions = files.map((name) => makeDistribution(name, { sha256: SAME }));
    const states = statesOf('widget-1.0-py3.py2-none-any.whl', SAME);
    const record = new ReleaseRecord();
    record.begin(distributions);
    const error = await publishErrorOf(() =>
      refuseListedElsewhere(planRelease(distributions, states), states, PYPI, record, {
        log: makeLog(),
      }),
    );
    expect(error.message).toContain('PyPI would reject 10 files');
    expect(error.message).toMatch(/\n {2}and 2 more$/);
  });
});

async function refusal(filename: string, listed: string, sha256: string) {
  const record = new ReleaseRecord();
  const error = await publishErrorOf(() => check(filename, listed, sha256, PYPI, record));
  return { error, record };
}

function check(
  filename: string,
  listed: string,
  sha256: string,
  index = PYPI,
  record = new ReleaseRecord(),
) {
  const log = makeLog();
  const distributions = [makeDistribution(filename, { sha256: SAME })];
  const states = statesOf(listed, sha256);
  record.begin(distributions);
  refuseListedElsewhere(planRelease(distributions, states), states, index, record, { log });
  return { log };
}

function statesOf(filename: string, sha256: string) {
  const file = { filename, url: 'https://files.example/x', hashes: { sha256 } };
  const page = { meta: { 'api-version': '1.1' }, name: 'widget', files: [file] };
  return new Map([['widget', { kind: 'exists' as const, page }]]);
}
