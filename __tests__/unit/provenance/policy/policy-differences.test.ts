import { expect, test } from '@jest/globals';
import { DEFAULT_POLICY, type Policy } from '../../../../src/provenance/policy/policy.ts';
import { policyDifferences } from '../../../../src/provenance/policy/policy-differences.ts';

const accept = {
  project: 'widget',
  version: '1.2',
  rule: 'provenance-lost',
  reason: 'they said so',
  expires: '2027-01-31',
} as const;
const bundle = { files: '*.tgz', identity: 'a@example.org', issuer: 'https://example.org' };
const history = { minAttested: 9, errorDays: 1, warnDays: 2, knownReleases: 2, knownDays: 30 };

test.each<readonly [Partial<Policy>, readonly string[]]>([
  [{}, []],
  [{ pins: 'mine.toml' }, ['pins: publishers.lock.toml -> mine.toml']],
  [{ files: 'host' }, ['files: unset -> host']],
  [
    { index: { provenanceFrom: 'pypi', internal: ['acme-*'] } },
    ['provenance-from: unset -> pypi', 'internal added: acme-*'],
  ],
  [
    { require: { projects: ['boto*'], directDependencies: true } },
    ['required added: boto*', 'direct-dependencies: false -> true'],
  ],
  [{ severity: new Map([['yanked', 'note']]) }, ['severity of yanked: unset -> note']],
  [{ history }, ['min-attested: 2 -> 9', 'error-days: 30 -> 1', 'warn-days: 365 -> 2']],
  [{ accept: [accept] }, ['accept added: widget 1.2 [provenance-lost] until 2027-01-31']],
  [{ pack: { trustedRoots: ['sha256:00'] } }, ['trusted root of packs added: sha256:00']],
  [{ bundles: [bundle] }, ['bundle added: *.tgz by a@example.org']],
])('a policy with %j differs from the usual one in words', (change, expected) => {
  const changed = { ...DEFAULT_POLICY, ...change };
  expect(policyDifferences(DEFAULT_POLICY, changed)).toEqual(expected);
  expect(policyDifferences(changed, changed)).toEqual([]);
  expect(policyDifferences(changed, DEFAULT_POLICY)).toHaveLength(expected.length);
});

test('an exception that is altered is one that goes and one that comes', () => {
  const of = (expires: string) => ({ ...DEFAULT_POLICY, accept: [{ ...accept, expires }] });
  expect(policyDifferences(of('2027-01-31'), of('2999-01-01'))).toEqual([
    'accept added: widget 1.2 [provenance-lost] until 2999-01-01',
    'accept removed: widget 1.2 [provenance-lost] until 2027-01-31',
  ]);
});
