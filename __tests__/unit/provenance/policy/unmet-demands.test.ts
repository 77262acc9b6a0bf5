import { describe, expect, test } from '@jest/globals';
import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import type { IdentityDemands } from '../../../../src/provenance/policy/demands.ts';
import { unmetDemands } from '../../../../src/provenance/policy/unmet-demands.ts';
import { IDENTITY } from '../identity/identities.ts';

type Demand = Partial<IdentityDemands>;

const unmet = (demands: Demand, identity: Identity = IDENTITY) =>
  unmetDemands(identity, { denySelfHostedRunners: false, ...demands }).map(
    ({ message }) => message,
  );

const FLOW = 'acme/widget/.github/workflows/release.yml';

test.each<[Demand]>([
  [{}],
  [{ repository: 'acme/widget' }],
  [{ repository: 'ACME/widget' }],
  [{ owner: 'acme' }],
  [{ owner: 'Acme' }],
  [{ repository: 'github.com/acme/widget', owner: 'https://github.com/acme' }],
  [{ signerWorkflow: FLOW }],
  [{ signerWorkflow: `github.com/${FLOW}` }],
  [{ signerWorkflow: `https://github.com/Acme/widget/.github/workflows/release.yml` }],
  [{ sourceRef: 'refs/tags/v1.0.0' }],
  [{ sourceDigest: '1F2E3D4C5B6A79880123456789ABCDEF01234567' }],
  [{ denySelfHostedRunners: true }],
])('%j is met', (demands) => {
  expect(unmet(demands)).toEqual([]);
});

test.each<[Demand]>([
  [{ repository: 'acme/widget2' }],
  [{ repository: 'cme/widget' }],
  [{ repository: 'acme/.+' }],
  [{ repository: '' }],
  [{ owner: 'acm' }],
  [{ owner: 'acme/widget' }],
  [{ signerWorkflow: 'acme/widget/.github/workflows/Release.yml' }],
  [{ signerWorkflow: 'acme/widget' }],
  [{ sourceRef: 'v1.0.0' }],
  [{ sourceRef: 'refs/tags/v1.0' }],
  [{ sourceDigest: '1f2e3d4c' }],
])('%j is not met: no pattern, no part', (demands) => {
  expect(unmet(demands)).toHaveLength(1);
});

test('the workflow that holds the job signs, not the one that was started', () => {
  const identity = { ...IDENTITY, reusableWorkflow: 'acme/flows/.github/workflows/up.yml' };
  expect(unmet({ signerWorkflow: 'acme/flows/.github/workflows/up.yml' }, identity)).toEqual([]);
  expect(unmet({ signerWorkflow: FLOW }, identity)).toHaveLength(1);
});

test.each([['self-hosted'], [undefined], ['""']])(
  'the runner environment %s is not known to be of GitHub',
  (runner) => {
    expect(unmet({ denySelfHostedRunners: true }, { ...IDENTITY, runner })).toHaveLength(1);
  },
);

test('whoever has no repository meets no demand for one', () => {
  const google: Identity = { kind: 'Google', issuer: '', email: 'a@b.c' };
  expect(unmet({ repository: 'acme/widget', owner: 'acme' }, google)).toHaveLength(2);
});

describe('the same name at another provider is somebody else', () => {
  const gitlab: Identity = {
    kind: 'GitLab',
    issuer: 'https://gitlab.com',
    repository: 'acme/widget',
    workflow: '.gitlab-ci.yml',
  };

  test.each<[Demand]>([
    [{ repository: 'acme/widget' }],
    [{ owner: 'acme' }],
    [{ signerWorkflow: 'acme/widget//.gitlab-ci.yml' }],
  ])('%j is of GitHub', (demands) => {
    const [message, ...others] = unmet(demands, gitlab);
    expect(message).toContain('gitlab.com/acme');
    expect(others).toEqual([]);
  });

  test.each<[Demand]>([
    [{ repository: 'gitlab.com/Acme/widget' }],
    [{ owner: 'gitlab.com/acme' }],
    [{ signerWorkflow: 'https://gitlab.com/acme/widget//.gitlab-ci.yml' }],
  ])('%j is of GitLab', (demands) => {
    expect(unmet(demands, gitlab)).toEqual([]);
    expect(unmet(demands, IDENTITY)).toHaveLength(1);
  });
});
