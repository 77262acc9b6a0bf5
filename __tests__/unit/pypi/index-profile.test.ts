import { describe, expect, test } from '@jest/globals';
import {
  DEFAULT_UPLOAD_URL,
  filePage,
  indexProfile,
  projectPage,
} from '../../../src/pypi/index-profile.ts';

describe('the profile of an upload URL', () => {
  test.each([DEFAULT_UPLOAD_URL, 'https://upload.pypi.org/legacy', 'https://pypi.org/legacy/'])(
    '%s is PyPI',
    (url) => {
      expect(indexProfile(url)).toMatchObject({
        kind: 'pypi',
        title: 'PyPI',
        uploadUrl: 'https://upload.pypi.org/legacy/',
        simpleUrl: 'https://pypi.org/simple/',
        audience: 'pypi',
        rekorApiVersions: [1],
      });
    },
  );

  test.each(['https://test.pypi.org/legacy/', 'https://TEST.PyPI.org/legacy/?x'])(
    '%s is TestPyPI',
    (url) => {
      expect(indexProfile(url)).toMatchObject({
        kind: 'testpypi',
        uploadUrl: 'https://test.pypi.org/legacy/',
        audience: 'testpypi',
      });
    },
  );

  test('another index with the same paths', () => {
    expect(indexProfile('https://packages.example:8443/legacy/')).toEqual({
      kind: 'other',
      title: 'packages.example:8443',
      uploadUrl: 'https://packages.example:8443/legacy/',
      simpleUrl: 'https://packages.example:8443/simple/',
      siteUrl: 'https://packages.example:8443',
      hasProjectPages: true,
      audience: undefined,
      rekorApiVersions: [1, 2],
      statusPage: undefined,
      uploadPolicy: { kind: 'locked-projects', first: 2, most: 4 },
    });
  });

  test.each([
    [DEFAULT_UPLOAD_URL, 'locked-projects'],
    ['https://test.pypi.org/legacy/', 'locked-projects'],
    ['https://packages.example/legacy/', 'locked-projects'],
    ['https://packages.example/', 'shared'],
    ['https://packages.example/artifactory/api/pypi/repository', 'shared'],
  ])('%s: uploads at once as for %s', (url, kind) => {
    expect(indexProfile(url).uploadPolicy.kind).toBe(kind);
  });

  test.each([
    'https://packages.example/',
    'https://packages.example/api/pypi/local',
    'https://upload.pypi.org.example/legacy',
  ])('%s has a Simple API that nobody knows', (url) => {
    expect(indexProfile(url)).toMatchObject({ kind: 'other', simpleUrl: undefined });
  });

  test.each(['mailto:x/legacy/', 'data:/legacy/', 'blob:https://pypi.org/legacy/', 'a:b'])(
    'any absolute URL has one: %s',
    (url) => {
      expect(indexProfile(url).kind).toBe('other');
    },
  );
});

describe('pages of an index', () => {
  const index = indexProfile('https://packages.example/legacy/');

  test('of a project, of a version and of a file', () => {
    expect(projectPage(index, 'widget')).toBe('https://packages.example/project/widget/');
    expect(projectPage(index, 'widget', '1!2.0+a.b')).toBe(
      'https://packages.example/project/widget/1!2.0%2Ba.b/',
    );
    const file = { project: 'widget', version: '1.0', filename: 'widget-1.0-py3-none-any.whl' };
    expect(filePage(index, file)).toBe(
      'https://packages.example/project/widget/1.0/#widget-1.0-py3-none-any.whl',
    );
  });

  test('that has none of PyPI are its lists of files, and itself where those are unknown', () => {
    const upload = 'https://packages.example/api/pypi/local';
    const listed = indexProfile(upload, 'https://packages.example/api/pypi/local/simple/');
    expect(projectPage(listed, 'widget', '1.0')).toBe(
      'https://packages.example/api/pypi/local/simple/widget/',
    );
    expect(projectPage(indexProfile(upload), 'widget')).toBe(upload);
  });

  test('whatever the names are, they stay one part of the path each', () => {
    const hostile = { project: '../../a?b#c', version: '"><script>', filename: 'x y/../ü"\n' };
    const page = filePage(index, hostile);
    expect(page).toBe(
      'https://packages.example/project/..%2F..%2Fa%3Fb%23c/%22%3E%3Cscript%3E/#x%20y%2F..%2F%C3%BC%22%0A',
    );
    expect(new URL(page).origin).toBe('https://packages.example');
  });
});
