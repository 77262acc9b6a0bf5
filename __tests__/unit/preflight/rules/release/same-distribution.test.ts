import { describe, expect, test } from '@jest/globals';
import { sameDistribution } from '../../../../../src/preflight/rules/release/same-distribution.ts';
import { makeDistribution } from '../../../distributions.ts';

describe('one distribution twice', () => {
  test.each([
    ['widget-1.0-py3-none-any.whl', 'Widget-1.0-py3-none-any.whl'],
    ['widget-1.0-py2.py3-none-any.whl', 'widget-1.0-py3.py2-none-any.whl'],
    ['widget-1.0rc1-py3-none-any.whl', 'widget-1.0c1-py3-none-any.whl'],
    ['widget-1.0-1-py3-none-any.whl', 'Widget-1.0-1-py3-none-any.whl'],
  ])('%s and %s', (...filenames) => {
    expect(found(filenames)).toMatchObject([
      { filenames, message: expect.stringContaining('are one distribution in several spellings') },
    ]);
  });

  test.each([
    ['widget-1.0-py3-none-any.whl', 'widget-1.0-py2-none-any.whl'],
    ['widget-1.0-py3-none-any.whl', 'widget-1.1-py3-none-any.whl'],
    ['widget-1.0-py3-none-any.whl', 'widget-1.0-1-py3-none-any.whl'],
    ['widget-1.0-1-py3-none-any.whl', 'widget-1.0-2-py3-none-any.whl'],
    ['widget-1.0-py3-none-any.whl', 'gadget-1.0-py3-none-any.whl'],
    ['widget-1.0-py3-none-any.whl', 'widget-1.0.tar.gz'],
    // A rule of its own has the word about sdists.
    ['widget-1.0.tar.gz', 'Widget-1.0.tar.gz'],
  ])('but not %s and %s', (...filenames) => {
    expect(found(filenames)).toEqual([]);
  });

  test('the same bytes under two names', () => {
    const distributions = ['widget-1.0-py3-none-any.whl', 'widget-1.0-py2-none-any.whl'].map(
      (filename) => makeDistribution(filename, { sha256: 'ab' }),
    );
    expect(sameDistribution.check({ distributions, index: 'other' })).toMatchObject([
      {
        filenames: distributions.map(({ filename }) => filename),
        message: 'these files have the same bytes',
      },
    ]);
  });
});

/** What is said of files with these names and bytes of their own. */
function found(filenames: readonly string[]) {
  const distributions = filenames.map((filename, index) =>
    makeDistribution(filename, { sha256: String(index) }),
  );
  return sameDistribution.check({ distributions, index: 'pypi' });
}
