import { describe, expect, test } from '@jest/globals';
import {
  parseDistributionFilename,
  parseSdistFilename,
  parseWheelFilename,
} from '../../../src/packaging/distribution-filename.ts';
import { formatVersion } from '../../../src/packaging/version.ts';

describe('parseWheelFilename', () => {
  test('reads every part', () => {
    const wheel = parseWheelFilename(
      'Zope.Interface-7.0.0-1abc-cp311.CP312-abi3-manylinux2014_x86_64.win_amd64.whl',
    );
    expect(wheel).toMatchObject({
      kind: 'wheel',
      name: 'Zope.Interface',
      project: 'zope-interface',
      build: ['1', 'abc'],
      pythonTag: 'cp311.CP312',
      tags: [
        'cp311-abi3-manylinux2014_x86_64',
        'cp311-abi3-win_amd64',
        'cp312-abi3-manylinux2014_x86_64',
        'cp312-abi3-win_amd64',
      ],
    });
    expect(wheel && formatVersion(wheel.version)).toBe('7.0.0');
  });

  test('a name of one part more or less is not valid', () => {
    expect(parseWheelFilename('a-1-py3-none-any.whl')?.build).toBeUndefined();
    expect(parseWheelFilename('a-1-2-py3-none-any.whl')?.build).toEqual(['2', '']);
    expect(parseWheelFilename('a-1-none-any.whl')).toBeUndefined();
    expect(parseWheelFilename('a-1-2-3-py3-none-any.whl')).toBeUndefined();
  });

  test.each([
    'a-1-py3-none-any.zip',
    'a-1-py3-none-any.WHL',
    '-1-py3-none-any.whl',
    'a__b-1-py3-none-any.whl',
    'a/b-1-py3-none-any.whl',
    'a b-1-py3-none-any.whl',
    'a-x-py3-none-any.whl',
    'a-1-b2-py3-none-any.whl',
    'a-1-3py-none-any.whl',
    'a-1-py3.-none-any.whl',
    'a-1-py3--any.whl',
    'a-1-py3-none-.whl',
    'a-1-py3-none-any..x.whl',
  ])('%s is not valid', (filename) => {
    expect(parseWheelFilename(filename)).toBeUndefined();
  });

  test('a tag set that multiplies without end is refused, not expanded', () => {
    const many = Array.from({ length: 500 }, (_, index) => `t${index}`).join('.');
    expect(parseWheelFilename(`a-1-${many}-${many}-${many}.whl`)).toBeUndefined();
  });
});

describe('parseSdistFilename', () => {
  test('splits at the last dash', () => {
    expect(parseSdistFilename('my-project-1.0.tar.gz')).toMatchObject({
      kind: 'sdist',
      name: 'my-project',
      project: 'my-project',
      extension: '.tar.gz',
    });
    expect(parseSdistFilename('a-1.0.zip')?.extension).toBe('.zip');
  });

  test.each([
    'a.tar.gz',
    '-1.0.tar.gz',
    'a-x.tar.gz',
    'a-1.0.tar.bz2',
    'a-1.0-1.tar.gz.',
    'a-1.0.tgz',
  ])('%s is not valid', (filename) => {
    expect(parseSdistFilename(filename)).toBeUndefined();
  });
});

test('parseDistributionFilename goes by the ending', () => {
  expect(parseDistributionFilename('a-1-py3-none-any.whl')?.kind).toBe('wheel');
  expect(parseDistributionFilename('a-1.tar.gz')?.kind).toBe('sdist');
  expect(parseDistributionFilename('a-1-py3-none-any.whl.publish.attestation')).toBeUndefined();
});
