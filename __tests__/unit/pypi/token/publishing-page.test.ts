import { describe, expect, test } from '@jest/globals';
import { indexProfile } from '../../../../src/pypi/index-profile.ts';
import {
  pendingPublisherPage,
  publishingPage,
} from '../../../../src/pypi/token/publishing-page.ts';

const PYPI = indexProfile('https://upload.pypi.org/legacy/');
const PUBLISHER = {
  owner: 'acme',
  repository: 'widget',
  workflow: 'release.yml',
  environment: undefined,
};

describe('the pages where a publisher is added', () => {
  test('for a project that exists', () => {
    expect(publishingPage(PYPI, 'widget', PUBLISHER)).toBe(
      'https://pypi.org/manage/project/widget/settings/publishing/?provider=github&owner=acme&repository=widget&workflow_filename=release.yml',
    );
  });

  test('for a project that does not', () => {
    const page = pendingPublisherPage(PYPI, 'widget', { ...PUBLISHER, environment: 'pypi' });
    expect(page).toBe(
      'https://pypi.org/manage/account/publishing/?provider=github&owner=acme&repository=widget&workflow_filename=release.yml&environment=pypi&project_name=widget',
    );
  });

  test('with names that are no part of a query', () => {
    const hostile = {
      owner: 'a&b=c',
      repository: 'd#e',
      workflow: 'f g.yml',
      environment: 'ü+"\n',
    };
    const page = new URL(pendingPublisherPage(PYPI, 'x&owner=evil', hostile));
    expect(Object.fromEntries(page.searchParams)).toEqual({
      provider: 'github',
      owner: 'a&b=c',
      repository: 'd#e',
      workflow_filename: 'f g.yml',
      environment: 'ü+"\n',
      project_name: 'x&owner=evil',
    });
    expect(page.hash).toBe('');
    expect(new URL(publishingPage(PYPI, '../x?y', PUBLISHER)).pathname).toBe(
      '/manage/project/..%2Fx%3Fy/settings/publishing/',
    );
  });
});
