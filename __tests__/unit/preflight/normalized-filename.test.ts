import { describe, expect, test } from '@jest/globals';
import { normalizedFilename } from '../../../src/preflight/normalized-filename.ts';
import { makeDistribution } from '../distributions.ts';

describe('normal file names', () => {
  test.each([
    'my_widget-1.0-py3-none-any.whl',
    'my_widget-1.0.tar.gz',
    'my_widget-1!1.0rc1.tar.gz',
    'my_widget-1.0-1-py3-none-any.whl',
    'my_widget-1.0.0-py3-none-any.whl',
  ])('lets %s pass', (filename) => {
    expect(findings(filename)).toEqual([]);
  });

  test.each([
    'My_Widget-1.0-py3-none-any.whl',
    'my.widget-1.0-py3-none-any.whl',
    'my-widget-1.0.tar.gz',
    'My_Widget-1.0.tar.gz',
    'my.widget-1.0.tar.gz',
    'my_widget-1.0.rc1.tar.gz',
    'my_widget-v1.0.tar.gz',
    'my_widget-1.0.zip',
    'my__widget-1.0.tar.gz',
  ])('refuses %s', (filename) => {
    expect(findings(filename)).toMatchObject([
      { filename, message: expect.stringContaining('"my_widget-"') },
    ]);
  });
});

function findings(filename: string) {
  const distributions = [makeDistribution(filename, { project: 'my-widget' })];
  return normalizedFilename.check({ distributions, index: 'pypi' });
}
