import { describe, expect, test } from '@jest/globals';
import { distributionKey } from '../../../src/packaging/distribution-filename.ts';

describe('one distribution to PyPI', () => {
  test.each([
    ['widget-1.0.tar.gz', 'Widget-1.tar.gz'],
    ['widget-1.0.tar.gz', 'widget-v1.0.0.0.zip'],
    ['widget-0.tar.gz', 'widget-0.0.tar.gz'],
    ['widget-1.0-py2.py3-none-any.whl', 'widget-1.0.0-py3.py2-NONE-any.whl'],
    ['widget-1.0-01a-py3-none-any.whl', 'widget-1.0-1a-py3-none-any.whl'],
    ['widget-1.0.0rc1.tar.gz', 'widget-1c1.tar.gz'],
  ])('%s and %s', (one, other) => {
    expect(distributionKey(one)).toBeDefined();
    expect(distributionKey(one)).toBe(distributionKey(other));
  });

  test.each([
    ['widget-1.0.tar.gz', 'widget-1.0.1.tar.gz'],
    ['widget-1.0.tar.gz', 'widget-10.tar.gz'],
    ['widget-0.tar.gz', 'widget-0.0.1.tar.gz'],
    ['widget-1.0-py3-none-any.whl', 'widget-1.0-0-py3-none-any.whl'],
    ['widget-1.0-1a-py3-none-any.whl', 'widget-1.0-1b-py3-none-any.whl'],
    ['widget-1.0.tar.gz', 'widget-1.0-py3-none-any.whl'],
  ])('but not %s and %s', (one, other) => {
    expect(distributionKey(one)).not.toBe(distributionKey(other));
  });

  test('no distribution has no key', () => {
    expect(distributionKey('widget-1.0.tar.bz2')).toBeUndefined();
  });
});
