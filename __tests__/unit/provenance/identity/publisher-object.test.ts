import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import {
  disagreement,
  publisherIdentity,
  publisherObject,
} from '../../../../src/provenance/identity/publisher-object.ts';
import { IDENTITY } from './identities.ts';

const GITHUB = { kind: 'GitHub', repository: 'acme/widget', workflow: 'release.yml' };

function compare(publisher: Record<string, unknown>, identity: Identity = IDENTITY) {
  const claimed = publisherIdentity(publisher);
  return claimed === undefined ? 'unknown' : disagreement(claimed, identity);
}

describe('what an index says of a publisher', () => {
  test.each<[Record<string, unknown>]>([
    [GITHUB],
    [{ ...GITHUB, environment: null }],
    [{ ...GITHUB, environment: '' }],
    [{ ...GITHUB, environment: 'PyPI' }],
    [{ ...GITHUB, repository: 'Acme/Widget' }],
    [{ ...GITHUB, claims: null, more: 1 }],
  ])('agrees: %j', (publisher) => {
    expect(compare(publisher)).toBeUndefined();
  });

  test.each<[Record<string, unknown>, string]>([
    [{ ...GITHUB, repository: 'acme/other' }, 'repository acme/other, the certificate acme/widget'],
    [{ ...GITHUB, workflow: 'other.yml' }, 'workflow other.yml, the certificate release.yml'],
    [{ ...GITHUB, environment: 'other' }, 'environment other, the certificate pypi'],
    [{ ...GITHUB, repository: undefined }, 'does not tell its repository'],
    [{ ...GITHUB, workflow: 7 }, 'does not tell its workflow'],
    [{ ...GITHUB, kind: 'GitLab', workflow_filepath: 'x' }, 'a publisher of GitLab'],
    [{ kind: 'Google', email: 'a@b.c' }, 'a publisher of Google'],
  ])('disagrees: %j', (publisher, words) => {
    expect(compare(publisher)).toContain(words);
  });

  test('an environment that a certificate of 2024 does not tell is not compared', () => {
    const identity = { ...IDENTITY, environment: undefined };
    expect(compare({ ...GITHUB, environment: 'forged' }, identity)).toBeUndefined();
  });

  test('an environment that the certificate is known not to have is forged', () => {
    const identity = { ...IDENTITY, environment: null };
    expect(compare({ ...GITHUB, environment: 'forged' }, identity)).toContain(
      'the certificate none',
    );
  });

  test.each([[{}], [{ kind: 'Buildkite' }], [{ kind: null }], [{ kind: 'constructor' }]])(
    'is of a kind that nobody here knows: %j',
    (publisher) => {
      expect(compare(publisher)).toBe('unknown');
    },
  );
});

describe('an identity as PEP 740 and PEP 751 write it', () => {
  test.each<[Identity, Record<string, unknown>]>([
    [IDENTITY, { ...GITHUB, environment: 'pypi' }],
    [{ ...IDENTITY, environment: null }, GITHUB],
    [
      { kind: 'GitLab', issuer: '', repository: 'a/b/c', workflow: '.gitlab-ci.yml' },
      { kind: 'GitLab', repository: 'a/b/c', workflow_filepath: '.gitlab-ci.yml' },
    ],
    [
      { kind: 'Google', issuer: '', email: 'a@b.c' },
      { kind: 'Google', email: 'a@b.c' },
    ],
    [
      { kind: 'CircleCI', issuer: '', projectId: 'p', pipelineDefinitionId: 'd' },
      { kind: 'CircleCI', project_id: 'p', pipeline_definition_id: 'd' },
    ],
  ])('%j', (identity, expected) => {
    const written = publisherObject(identity);
    expect(written).toEqual(expected);
    // And what was written agrees with whom it was written of.
    expect(written && compare(written, identity)).toBeUndefined();
  });

  test('people have none', () => {
    expect(publisherObject({ kind: 'Email', email: 'a@b.c' })).toBeUndefined();
  });
});
