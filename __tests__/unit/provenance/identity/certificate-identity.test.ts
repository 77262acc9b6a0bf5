import { describe, expect, test } from '@jest/globals';
import { certificateIdentity } from '../../../../src/provenance/identity/certificate-identity.ts';
import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import { comparePin } from '../../../../src/provenance/pins/compare-pin.ts';
import { pinOf } from '../../../../src/provenance/pins/pin.ts';

/** The claims of a real certificate of 2024, before environments were written. */
function github(repository: string, tag: string, change: readonly [number, string][] = []) {
  const workflow = `https://github.com/${repository}/.github/workflows/release.yml@refs/tags/${tag}`;
  return new Map<number, string>([
    [8, 'https://token.actions.githubusercontent.com'],
    [9, workflow],
    [11, 'github-hosted'],
    [12, `https://github.com/${repository}`],
    [13, '08802efe1f8e5fec4ad842d6b8ce97656092ee72'],
    [14, `refs/tags/${tag}`],
    [15, '772247423'],
    [17, '2314423'],
    [18, workflow],
    [20, 'release'],
    [21, `https://github.com/${repository}/actions/runs/1/attempts/1`],
    ...change,
  ]);
}

const of = (
  claims: ReadonlyMap<number, string>,
  more: { readonly subject?: string; readonly later?: readonly [number, string][] } = {},
): Identity =>
  certificateIdentity({ claims, laterClaims: new Map(more.later), subject: more.subject });

describe('GitHub', () => {
  test('is read whole', () => {
    expect(of(github('trailofbits/pypi-attestations', 'v0.0.19'))).toEqual({
      kind: 'GitHub',
      issuer: 'https://token.actions.githubusercontent.com',
      repository: 'trailofbits/pypi-attestations',
      repositoryId: '772247423',
      ownerId: '2314423',
      workflow: 'release.yml',
      environment: undefined,
      ref: 'refs/tags/v0.0.19',
      commit: '08802efe1f8e5fec4ad842d6b8ce97656092ee72',
      trigger: 'release',
      runner: 'github-hosted',
      run: 'https://github.com/trailofbits/pypi-attestations/actions/runs/1/attempts/1',
      reusableWorkflow: undefined,
    });
  });

  test('a real rename (772247423, 2024) has equal numbers and passes as one', () => {
    const before = of(github('trailofbits/pypi-attestation-models', 'v0.0.4a2'));
    const after = of(github('trailofbits/pypi-attestations', 'v0.0.19'));
    const pin = pinOf('pypi-attestations', before, { date: '2024-06-10' });
    expect(comparePin(pin, after)).toEqual([
      {
        rule: 'renamed',
        message:
          'the repository was renamed (trailofbits/pypi-attestation-models → trailofbits/pypi-attestations)',
      },
    ]);
  });

  test('no environment is known to be none only where the token subject is there', () => {
    const claims = github('acme/widget', 'v1');
    expect(of(claims).environment).toBeUndefined();
    expect(of(claims, { later: [[24, 'repo:acme/widget']] }).environment).toBeNull();
    expect(
      of(claims, {
        later: [
          [23, 'pypi'],
          [24, 'x'],
        ],
      }).environment,
    ).toBe('pypi');
  });

  test('a job in a workflow that was called is by that one', () => {
    const called = 'https://github.com/acme/flows/.github/workflows/up.yml@refs/heads/main';
    const identity = of(github('acme/widget', 'v1', [[9, called]]));
    expect(identity).toMatchObject({
      workflow: 'release.yml',
      reusableWorkflow: 'acme/flows/.github/workflows/up.yml',
    });
  });

  test('a workflow that was called may have an @ in its name', () => {
    const called = 'https://github.com/acme/flows/.github/workflows/u@p.yml@refs/tags/f@1';
    expect(of(github('acme/widget', 'v1', [[9, called]])).reusableWorkflow).toBe(
      'acme/flows/.github/workflows/u@p.yml',
    );
  });

  test.each([
    [
      'another repository',
      'https://github.com/acme/other/.github/workflows/release.yml@refs/tags/v1',
    ],
    ['another ref', 'https://github.com/acme/widget/.github/workflows/release.yml@refs/tags/v2'],
    ['no ref', 'https://github.com/acme/widget/.github/workflows/release.yml'],
    ['another host', 'https://example.org/acme/widget/.github/workflows/release.yml@refs/tags/v1'],
    ['another folder', 'https://github.com/acme/widget/release.yml@refs/tags/v1'],
  ])('a workflow of %s is not accepted', (_, uri) => {
    expect(of(github('acme/widget', 'v1', [[18, uri]])).workflow).toBeUndefined();
  });

  test('a workflow at its commit is one, as for PyPI', () => {
    const uri =
      'https://github.com/acme/widget/.github/workflows/release.yml@08802efe1f8e5fec4ad842d6b8ce97656092ee72';
    expect(
      of(
        github('acme/widget', 'v1', [
          [18, uri],
          [9, uri],
        ]),
      ),
    ).toMatchObject({
      workflow: 'release.yml',
      reusableWorkflow: undefined,
    });
  });

  test('its issuer counts to the letter', () => {
    const claims = github('acme/widget', 'v1', [
      [8, 'https://token.actions.githubusercontent.com/x'],
    ]);
    expect(of(claims)).toMatchObject({
      kind: 'Other',
      repository: 'https://github.com/acme/widget',
    });
  });
});

test('GitLab', () => {
  const uri = 'https://gitlab.com/group/sub/project//.gitlab-ci.yml@refs/heads/main';
  const claims = new Map([
    [8, 'https://gitlab.com'],
    [9, uri],
    [11, 'gitlab-hosted'],
    [12, 'https://gitlab.com/group/sub/project'],
    [13, '72f7c63b75eb55ea80864962f0e645c93414da34'],
    [14, 'refs/heads/main'],
    [15, '55235664'],
    [17, '12885801'],
    [18, uri],
  ]);
  expect(of(claims)).toMatchObject({
    kind: 'GitLab',
    repository: 'group/sub/project',
    workflow: '.gitlab-ci.yml',
    repositoryId: '55235664',
    ownerId: '12885801',
    reusableWorkflow: undefined,
  });
});

test('CircleCI, whose repository has no scheme', () => {
  const claims = new Map([
    [8, 'https://oidc.circleci.com'],
    [9, 'https://circleci.com/api/v2/projects/fdd9283f/pipeline-definitions/8e4f8ab2'],
    [12, 'github.com/CircleCI-Public/examples'],
    [14, 'refs/heads/pypi'],
    [18, 'https://circleci.com/api/v2/pipeline/f3f6eb86/config'],
  ]);
  expect(of(claims)).toMatchObject({
    kind: 'CircleCI',
    projectId: 'fdd9283f',
    pipelineDefinitionId: '8e4f8ab2',
    repository: 'github.com/CircleCI-Public/examples',
    ref: 'refs/heads/pypi',
  });
});

test.each([
  ['https://accounts.google.com', 'Google'],
  ['https://github.com/login/oauth', 'Email'],
])('an address of %s is %s', (issuer, kind) => {
  const subject = 'someone@example.org';
  expect(of(new Map([[8, issuer]]), { subject })).toEqual({ kind, issuer, email: subject });
});

test('a certificate without claims is of nobody that is known', () => {
  expect(of(new Map())).toMatchObject({ kind: 'Other', issuer: '', repository: undefined });
});
