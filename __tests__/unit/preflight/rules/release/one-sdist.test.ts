import { describe, expect, test } from '@jest/globals';
import { oneSdist } from '../../../../../src/preflight/rules/release/one-sdist.ts';
import { makeDistribution } from '../../../distributions.ts';

const SDIST = makeDistribution('widget-1.0.tar.gz');
const ZIP = makeDistribution('widget-1.0.zip');
const WHEEL = makeDistribution('widget-1.0-py3-none-any.whl');
const OTHER_VERSION = makeDistribution('widget-1.1.tar.gz', { version: '1.1' });
const OTHER_PROJECT = makeDistribution('gadget-1.0.tar.gz', { project: 'gadget' });

describe('one sdist a release', () => {
  test('lets one pass for each version of each project', () => {
    const distributions = [SDIST, WHEEL, OTHER_VERSION, OTHER_PROJECT];
    expect(oneSdist.check({ distributions, index: 'pypi' })).toEqual([]);
  });

  test('refuses a second one, and names both', () => {
    const findings = oneSdist.check({ distributions: [SDIST, WHEEL, ZIP], index: 'pypi' });
    expect(findings).toMatchObject([
      {
        filenames: ['widget-1.0.tar.gz', 'widget-1.0.zip'],
        message: 'widget 1.0 has 2 sdists',
      },
    ]);
  });
});
