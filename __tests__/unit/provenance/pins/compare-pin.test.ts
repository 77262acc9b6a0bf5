import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import { comparePin } from '../../../../src/provenance/pins/compare-pin.ts';
import type { Pin } from '../../../../src/provenance/pins/pin.ts';
import { IDENTITY, PIN } from '../identity/identities.ts';

function compare(identity: Partial<Identity>, pin: Partial<Pin> = {}): readonly string[] {
  return comparePin({ ...PIN, ...pin }, { ...IDENTITY, ...identity }).map(({ rule, severity }) =>
    severity === undefined ? rule : `${rule} ${severity}`,
  );
}

describe('a publisher that is pinned', () => {
  test('is itself', () => {
    expect(compare({})).toEqual([]);
  });

  test.each<[string, Partial<Identity>, readonly string[]]>([
    ['whose name is written otherwise', { repository: 'Acme/Widget' }, []],
    ['with another tag and commit', { ref: 'refs/tags/v2', commit: 'ab'.repeat(20) }, []],
    ['that was renamed', { repository: 'acme/gadget' }, ['renamed']],
    ['whose owner was renamed', { repository: 'emca/widget' }, ['renamed']],
    ['that has another owner', { ownerId: '7', repository: 'evil/widget' }, ['transferred']],
    ['that has another owner of the same name', { ownerId: '7' }, ['transferred']],
    [
      'whose name belongs to another account',
      { ownerId: '7', repositoryId: '8' },
      ['account-resurrected'],
    ],
    ['that was made anew', { repositoryId: '8' }, ['repo-recreated']],
    [
      'in another repository of the owner',
      { repositoryId: '8', repository: 'acme/other' },
      ['identity-changed'],
    ],
    [
      'in a fork',
      { repositoryId: '8', ownerId: '9', repository: 'evil/widget' },
      ['identity-changed'],
    ],
    ['at another provider', { kind: 'GitLab' }, ['identity-changed']],
    ['with another workflow', { workflow: 'publish.yml' }, ['workflow-changed']],
    ['with a workflow of another case', { workflow: 'Release.yml' }, ['workflow-changed']],
    [
      'with another workflow from a branch',
      { workflow: 'x.yml', ref: 'refs/heads/main' },
      ['workflow-changed error', 'drift'],
    ],
    [
      'with another workflow by another event',
      { workflow: 'x.yml', trigger: 'workflow_dispatch' },
      ['workflow-changed error', 'drift'],
    ],
    [
      'by a reusable workflow',
      { reusableWorkflow: 'evil/flows/.github/workflows/x.yml' },
      ['workflow-changed'],
    ],
    ['without its environment', { environment: null }, ['drift']],
    ['in another environment', { environment: 'test' }, ['drift']],
    ['of a time when certificates told no environment', { environment: undefined }, []],
    ['from a branch', { ref: 'refs/heads/main' }, ['drift']],
    ['by another event', { trigger: 'workflow_dispatch' }, ['drift']],
    ['on a machine of its own', { runner: 'self-hosted' }, ['drift']],
    [
      'that was renamed, from a branch',
      { repository: 'acme/gadget', ref: 'refs/heads/main' },
      ['renamed', 'drift'],
    ],
  ])('and one %s', (_, change, expected) => {
    expect(compare(change)).toEqual(expected);
  });

  test('says old and new', () => {
    const [difference] = comparePin(PIN, { ...IDENTITY, ownerId: '7', repositoryId: '8' });
    expect(difference?.message).toBe(
      'acme/widget belongs to another account than before (owner 6501 → 7)',
    );
  });
});

describe('a pin without numbers', () => {
  const bare = { repositoryId: undefined, ownerId: undefined };

  test('goes by the name', () => {
    expect(compare({}, bare)).toEqual([]);
    expect(compare({ repository: 'acme/gadget' }, bare)).toEqual(['identity-changed']);
  });

  test('of the owner cannot tell a repository made anew from a stranger', () => {
    expect(compare({ repositoryId: '8' }, { ownerId: undefined })).toEqual(['identity-changed']);
  });

  test('but of the owner tells a stranger with the old name', () => {
    expect(compare({ ownerId: '7' }, { repositoryId: undefined })).toEqual(['account-resurrected']);
  });
});

test.each([
  ['any', 'refs/heads/whatever'],
  [undefined, 'refs/heads/whatever'],
  ['branch:main', 'refs/heads/main'],
  ['tag', 'refs/tags/main'],
])('a pin with the ref %s (undefined: any) accepts a run on %s', (pinned, ref) => {
  expect(compare({ ref }, { ref: pinned })).toEqual([]);
});

test.each([
  ['branch:main', 'refs/heads/main2'],
  ['branch:main', 'refs/tags/main'],
  ['tag', 'refs/heads/v1'],
  ['tag', undefined],
])('a pin with the ref %s does not accept a run on %s (undefined: unknown)', (pinned, ref) => {
  expect(compare({ ref }, { ref: pinned })).toEqual(['drift']);
});

describe('publishers without a repository', () => {
  const google: Identity = {
    kind: 'Google',
    issuer: 'https://accounts.google.com',
    email: 'a@b.c',
  };
  const circle: Identity = {
    kind: 'CircleCI',
    issuer: 'https://oidc.circleci.com',
    projectId: 'p',
    pipelineDefinitionId: 'd',
  };

  test.each<[Identity, Partial<Identity>]>([
    [google, { email: 'A@b.c' }],
    [google, { email: undefined }],
    [circle, { projectId: 'q' }],
    [circle, { pipelineDefinitionId: 'e' }],
  ])('%j is not one with %j', (identity, change) => {
    const pin: Pin = { ...identity, project: 'widget', environment: undefined };
    expect(comparePin(pin, identity)).toEqual([]);
    const changed = comparePin(pin, { ...identity, ...change });
    expect(changed.map(({ rule }) => rule)).toEqual(['identity-changed']);
  });

  test('a person is not the same address at another issuer', () => {
    const pin: Pin = { project: 'widget', kind: 'Email', email: 'a@b.c', issuer: 'https://a' };
    const person: Identity = { kind: 'Email', email: 'a@b.c', issuer: 'https://b' };
    expect(comparePin(pin, person).map(({ rule }) => rule)).toEqual(['identity-changed']);
    expect(comparePin(pin, { ...person, issuer: 'https://a' })).toEqual([]);
  });
});
