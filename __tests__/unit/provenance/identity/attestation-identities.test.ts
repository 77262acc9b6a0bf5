import { expect, test } from '@jest/globals';
import { attestationIdentities } from '../../../../src/provenance/identity/attestation-identities.ts';
import type { Identity } from '../../../../src/provenance/identity/identity.ts';
import type { VerifiedItem } from '../../../../src/provenance/report.ts';
import { IDENTITY } from './identities.ts';

const GITHUB = {
  kind: 'GitHub',
  repository: 'acme/widget',
  workflow: 'release.yml',
  environment: 'pypi',
};

function item(
  project: string,
  identity: Identity,
  change: Partial<VerifiedItem> = {},
): VerifiedItem {
  const subject = { from: 'lock', project } as const;
  const rest = { findings: [], predicates: [], pinned: false, evidence: 'index' } as const;
  return { subject, identity, verdict: 'verified', ...rest, ...change };
}

test('publishers of files that verified are listed once, and no others', () => {
  const google: Identity = { kind: 'Google', issuer: '', email: 'a@b.c' };
  const identities = attestationIdentities([
    item('a', IDENTITY),
    item('a', google),
    item('a', { ...IDENTITY, ref: 'refs/tags/v2' }),
    item('b', IDENTITY, { verdict: 'failed' }),
    item('c', { kind: 'Email', issuer: '', email: 'a@b.c' }),
  ]);
  expect([...identities]).toEqual([['a', [GITHUB, { kind: 'Google', email: 'a@b.c' }]]]);
});
