import { describe, expect, test } from '@jest/globals';
import { normalizedFilename } from '../../../../../src/preflight/rules/files/normalized-filename.ts';
import { makeDistribution } from '../../../distributions.ts';

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
    ['My_Widget-1.0-py3-none-any.whl', 'my_widget-1.0-py3-none-any.whl'],
    ['my.widget-1.0-1-py3-none-any.whl', 'my_widget-1.0-1-py3-none-any.whl'],
    ['my-widget-1.0.tar.gz', 'my_widget-1.0.tar.gz'],
    ['My_Widget-1.0.tar.gz', 'my_widget-1.0.tar.gz'],
    ['my.widget-1.0.tar.gz', 'my_widget-1.0.tar.gz'],
    ['my_widget-v1.0.tar.gz', 'my_widget-1.0.tar.gz'],
    ['my_widget-1.0.zip', 'my_widget-1.0.tar.gz'],
    ['my__widget-1.0.tar.gz', 'my_widget-1.0.tar.gz'],
  ])('refuses %s and gives the whole name that PyPI requires', (filename, expected) => {
    expect(findings(filename)).toEqual([
      {
        filenames: [filename],
        message: `its file name is not in normal form: PyPI requires "${expected}"`,
        remedy: expect.stringContaining('Build with a current build backend'),
      },
    ]);
  });

  test.each([
    ['2025.09.4', '2025.9.4'],
    ['1.8RC1', '1.8rc1'],
    ['01.9', '1.9'],
    ['v1.10', '1.10'],
    ['1.11.dev01', '1.11.dev1'],
    ['1.12.alpha.1', '1.12a1'],
  ])('an sdist of version %s: the version is what to write in another way', (text, version) => {
    const filename = `my_widget-${text}.tar.gz`;
    expect(findings(filename, version)).toEqual([
      {
        filenames: [filename],
        message: `its file name is not in normal form: PyPI requires "my_widget-${version}.tar.gz"`,
        remedy: expect.stringContaining(`Write the version of the project as ${version}.`),
      },
    ]);
  });

  test.each([
    ['1.0.0', '1.0'],
    ['1.0', '1.0.0'],
    ['1!2', '1!2.0'],
  ])('an sdist named %s of version %s in its metadata', (named, version) => {
    const filename = `my_widget-${named}.tar.gz`;
    expect(findings(filename, version)).toMatchObject([
      {
        message: `its file name has version ${named}, and its metadata have ${version}: PyPI requires "my_widget-${version}.tar.gz"`,
      },
    ]);
    expect(findings(`my_widget-${named}-py3-none-any.whl`, version)).toEqual([]);
  });
});

function findings(filename: string, version = filename.includes('!') ? '1!1.0rc1' : '1.0') {
  const distributions = [makeDistribution(filename, { project: 'my-widget', version })];
  return normalizedFilename.check({ distributions, index: 'pypi' });
}
