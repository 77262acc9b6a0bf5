import { expect, test } from '@jest/globals';
import { lookupIn } from '../../../src/provenance/index-word.ts';
import { projectListing } from '../../../src/provenance/project-listing.ts';

const page = (...filenames: readonly string[]) =>
  projectListing({
    meta: { 'api-version': '1.4' },
    name: 'foo',
    files: filenames.map((filename) => ({ filename, url: filename, hashes: {} })),
  });

test.each([
  [['foo-1.0-py3-none-any.whl', 'foo-1.0.0.tar.gz', 'foo-1.tar.gz'], '1.0'],
  [['foo-2.0.0.tar.gz'], '2.0.0'],
  [['foo-0.tar.gz'], '0'],
  [['foo-1.10rc0.tar.gz', 'foo-1.10.0c0-py3-none-any.whl'], '1.10rc0'],
  [['foo-v1.00.tar.gz'], '1.0'],
])(
  'files whose versions are equal (%j) are one release, called as the first one is',
  (names, shown) => {
    const { releases } = page(...names);
    expect(releases.map(({ version, files }) => [version, files.length])).toEqual([
      [shown, names.length],
    ]);
  },
);

test('a release is found by every spelling of its version', () => {
  const lookup = lookupIn(page('foo-1.0.tar.gz', 'foo-1.1.tar.gz'));
  for (const spelling of ['1', '1.0', '1.0.0', 'v1.0']) {
    expect(lookup.release(spelling)?.version).toBe('1.0');
  }
  expect(lookup.release('1.0.1')).toBeUndefined();
  expect(lookup.release('none')).toBeUndefined();
});
