import { describe, expect, test } from '@jest/globals';
import { localVersion } from '../../../../../src/preflight/rules/metadata/local-version.ts';
import { makeDistribution } from '../../../distributions.ts';

describe('local versions', () => {
  test.each(['1.0+abc', '1.0.post1+ubuntu.1', '1!2.0.dev3+g1234567.d20260901'])(
    'refuses %s',
    (version) => {
      const distribution = makeDistribution('widget-1.0.tar.gz', { version });
      const findings = localVersion.check({ distributions: [distribution], index: 'pypi' });
      expect(findings).toMatchObject([{ filenames: ['widget-1.0.tar.gz'] }]);
      expect(findings[0]?.message).toContain(version);
    },
  );

  test.each(['1.0', '1.0.post1', '1!2.0.dev3', '1.0rc1'])('lets %s pass', (version) => {
    const distribution = makeDistribution('widget-1.0.tar.gz', { version });
    expect(localVersion.check({ distributions: [distribution], index: 'pypi' })).toEqual([]);
  });
});
