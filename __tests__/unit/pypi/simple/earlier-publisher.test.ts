import { describe, expect, test } from '@jest/globals';
import {
  type EarlierPublisher,
  earlierPublisher,
  publisherDifference,
} from '../../../../src/pypi/simple/earlier-publisher.ts';

const RELEASE = { project: 'widget', version: '1.0' };
const EARLIER: EarlierPublisher = {
  ...RELEASE,
  repository: 'acme/widget',
  workflow: 'release.yml',
  environment: 'pypi',
};
const NOW = { owner: 'acme', repository: 'widget', workflow: 'release.yml', environment: 'pypi' };

describe('the publisher in a provenance object', () => {
  test('is read where it is of GitHub', () => {
    const { project: _, version: __, ...publisher } = EARLIER;
    expect(earlierPublisher(RELEASE, { kind: 'GitHub', ...publisher })).toEqual(EARLIER);
  });

  test.each([[null], [''], [undefined]])(
    'has no environment where the field is %j',
    (environment) => {
      const { repository, workflow } = EARLIER;
      const read = earlierPublisher(RELEASE, { kind: 'GitHub', repository, workflow, environment });
      expect(read?.environment).toBeUndefined();
    },
  );

  test.each([
    [undefined],
    ['text'],
    [{ kind: 'GitLab', repository: 'acme/widget', workflow_filepath: '.gitlab-ci.yml' }],
    [{ kind: 'GitHub', repository: 7, workflow: 'release.yml' }],
  ])('is not read from %j', (publisher) => {
    expect(earlierPublisher(RELEASE, publisher)).toBeUndefined();
  });

  test('is cut where it is too long to be true', () => {
    const read = earlierPublisher(RELEASE, {
      kind: 'GitHub',
      repository: 'r'.repeat(5000),
      workflow: 'release.yml',
    });
    expect(read?.repository).toHaveLength(200);
  });
});

describe('what differs from it', () => {
  test.each([
    [{ workflow: 'ci.yml' }, ['  Workflow:     release.yml then, ci.yml now']],
    [{ owner: 'Acme' }, ['  Repository:   acme/widget then, Acme/widget now']],
    [{ environment: undefined }, ['  Environment:  pypi then, none now']],
    [{ environment: 'test' }, ['  Environment:  pypi then, test now']],
  ])('with %j', (change, rows) => {
    expect(publisherDifference(EARLIER, { ...NOW, ...change })).toEqual([
      'What differs from the publisher of widget 1.0:',
      ...rows,
    ]);
  });

  test.each([
    [EARLIER, NOW],
    [EARLIER, { ...NOW, environment: 'PyPI' }],
    [{ ...EARLIER, environment: undefined }, NOW],
  ])('nothing, and then the publisher was removed: %j, %j', (earlier, now) => {
    expect(publisherDifference(earlier, now)[0]).toContain('It was removed since');
  });
});
