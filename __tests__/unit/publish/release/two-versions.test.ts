import { describe, expect, test } from '@jest/globals';
import { twoVersions } from '../../../../src/publish/release/two-versions.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { makeDistribution } from '../../distributions.ts';

const files = (...names: readonly string[]) =>
  names.map((name) => {
    const version = /-([^-]+?)(?:-py3-|\.tar\.gz)/.exec(name)?.[1] ?? '';
    return makeDistribution(name, { version, project: name.split('-')[0] ?? '' });
  });

const wheel = (version: string, project = 'widget') => `${project}-${version}-py3-none-any.whl`;
const sdist = (version: string, project = 'widget') => `${project}-${version}.tar.gz`;

describe('two versions of one project', () => {
  test.each([
    ['one version', [wheel('1.0'), sdist('1.0')]],
    ['one version in two spellings', [wheel('1.0'), sdist('1.0.0')]],
    ['builds that differ in the local version', [wheel('1.0+cpu'), wheel('1.0+cu121')]],
    ['two projects', [wheel('1.0'), sdist('2.0', 'gadget')]],
  ])('are not %s', (_name, names) => {
    expect(twoVersions(files(...names))).toEqual([]);
  });

  test('of which one has only wheels and one only an sdist are an error that names both', async () => {
    for (const names of [
      [wheel('2.6.2'), sdist('2.7.0')],
      [wheel('2.7.0'), sdist('2.6.2')],
      [wheel('1.0'), sdist('1.0'), wheel('2.0'), sdist('3.0')],
    ]) {
      const error = await publishErrorOf(() => twoVersions(files(...names)));
      expect(error.code).toBe('incomplete-release');
      for (const name of names) expect(error.message).toContain(name);
    }
  });

  test.each([
    ['whole ones', [wheel('1.0'), sdist('1.0'), wheel('2.0'), sdist('2.0')]],
    ['wheels only', [wheel('1.0'), wheel('2.0')]],
    ['a whole one and an sdist', [wheel('1.0'), sdist('1.0'), sdist('2.0')]],
  ])('%s are a warning that names both', (_name, names) => {
    const [warning, ...more] = twoVersions(files(...names));
    expect(more).toEqual([]);
    expect(warning).toContain('There are 2 versions of widget');
    for (const name of names) expect(warning).toContain(name);
  });
});
