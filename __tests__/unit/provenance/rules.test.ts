import { describe, expect, test } from '@jest/globals';
import { RULE_IDS, type RuleId } from '../../../src/provenance/rules.ts';
import { IDENTITY } from './identity/identities.ts';
import { broken, by, type Case, LOST, NONE, PINNED, proven, SHA256 } from './judged-case.ts';

const UNBOUND = { sha256: undefined, filename: undefined };
const GITHUB = { kind: 'GitHub', repository: 'acme/widget', workflow: 'release.yml' };

/** For each rule a case that breaks it, and the nearest one that does not. */
const EXAMPLES: Readonly<Record<RuleId, { readonly breaks: Case; readonly keeps: Case }>> = {
  'invalid-attestation': {
    breaks: { outcome: { kind: 'invalid', reason: 'its signature is another' } },
    keeps: {},
  },
  'subject-mismatch': {
    breaks: { outcome: { kind: 'other-subject', reason: 'it is about another' } },
    keeps: {},
  },
  'hash-mismatch': {
    breaks: { file: { sha256: 'ef'.repeat(32) } },
    keeps: { file: { sha256: SHA256 } },
  },
  'publisher-mismatch': {
    breaks: { publisher: { ...GITHUB, repository: 'acme/other' } },
    keeps: { publisher: GITHUB },
  },
  'empty-provenance': {
    breaks: { evidence: { kind: 'read', origin: 'index', attestations: [] } },
    keeps: {},
  },
  'identity-mismatch': {
    breaks: { demands: { repository: 'acme/other' } },
    keeps: { demands: { repository: 'acme/widget' } },
  },
  'account-resurrected': {
    breaks: { ...PINNED, identity: { ownerId: '66', repositoryId: '77' } },
    keeps: PINNED,
  },
  'identity-changed': {
    breaks: { history: proven(by({ repository: 'acme/old', repositoryId: '1', ownerId: '2' })) },
    keeps: { history: proven(IDENTITY) },
  },
  transferred: {
    breaks: { ...PINNED, identity: { ownerId: '66', repository: 'evil/widget' } },
    keeps: { ...PINNED, identity: { repository: 'acme-inc/widget' } },
  },
  'lock-identity-mismatch': {
    breaks: { subject: { attestationIdentities: [{ ...GITHUB, repository: 'acme/other' }] } },
    keeps: { subject: { attestationIdentities: [GITHUB] } },
  },
  'provenance-lost': {
    breaks: LOST,
    keeps: { ...LOST, earlier: [200] },
  },
  'required-unattested': {
    breaks: {
      evidence: NONE,
      file: { provenance: undefined },
      policy: { require: { projects: ['widg*'], directDependencies: false } },
    },
    keeps: { policy: { require: { projects: ['widg*'], directDependencies: false } } },
  },
  'hash-removed': {
    breaks: {
      subject: { sha256: undefined, filename: undefined, lostHash: true },
      evidence: NONE,
    },
    keeps: { subject: { sha256: undefined, filename: undefined }, evidence: NONE },
  },
  'source-moved': {
    breaks: { subject: { elsewhere: 'url: https://x.example/w', movedFrom: ['widget'] } },
    keeps: { subject: { elsewhere: 'url: https://x.example/w' } },
  },
  quarantined: { breaks: { status: 'quarantined' }, keeps: { status: 'archived' } },
  'file-gone': {
    breaks: { isListed: false, evidence: NONE },
    keeps: {
      isListed: false,
      evidence: NONE,
      ownIndex: { kind: 'has-file', title: 'a mirror', passesProvenance: true },
    },
  },
  'no-such-release': {
    breaks: { isListed: false, subject: UNBOUND, evidence: NONE },
    keeps: { subject: UNBOUND, evidence: NONE },
  },
  'installed-differs': {
    breaks: { subject: { from: 'environment', differingFiles: ['widget/__init__.py'] } },
    keeps: { subject: { from: 'environment', differingFiles: [] } },
  },
  'record-mismatch': {
    breaks: { subject: { from: 'environment', changedFiles: ['widget/__init__.py'] } },
    keeps: { subject: { from: 'environment', changedFiles: [] } },
  },
  'provenance-partial': {
    breaks: { evidence: NONE, file: { provenance: undefined }, sibling: {}, earlier: [200] },
    keeps: {
      evidence: NONE,
      file: { provenance: undefined },
      sibling: { attested: false },
      earlier: [200],
    },
  },
  'workflow-changed': {
    breaks: { ...PINNED, identity: { workflow: 'publish.yml' } },
    keeps: PINNED,
  },
  'repo-recreated': {
    breaks: { ...PINNED, identity: { repositoryId: '77' } },
    keeps: PINNED,
  },
  drift: {
    breaks: { ...PINNED, identity: { ref: 'refs/heads/main' } },
    keeps: { ...PINNED, identity: { ref: 'refs/tags/v2.0.0' } },
  },
  inconsistent: {
    breaks: { sibling: { identity: by({ repository: 'acme/b', repositoryId: '7' }) } },
    keeps: { sibling: { identity: IDENTITY } },
  },
  'publisher-unknown': {
    breaks: { publisher: { kind: 'Buildkite' } },
    keeps: { publisher: GITHUB },
  },
  'time-mismatch': {
    breaks: { signedDaysAgo: 12 },
    keeps: { signedDaysAgo: 10.5 },
  },
  'late-file': {
    breaks: { file: { daysAgo: 10 }, sibling: { daysAgo: 25 } },
    keeps: { file: { daysAgo: 10 }, sibling: { daysAgo: 23 } },
  },
  yanked: { breaks: { file: { yanked: 'broken' } }, keeps: { file: { yanked: false } } },
  'provenance-stripped': {
    breaks: { ownIndex: { kind: 'has-file', title: 'a mirror', passesProvenance: false } },
    keeps: { ownIndex: { kind: 'has-file', title: 'a mirror', passesProvenance: true } },
  },
  'index-origin-changed': {
    breaks: {
      isListed: false,
      evidence: NONE,
      ownIndex: { kind: 'has-file', title: 'a mirror', passesProvenance: false },
    },
    keeps: {
      isListed: null,
      evidence: NONE,
      ownIndex: { kind: 'has-file', title: 'a mirror', passesProvenance: false },
    },
  },
  unattested: { breaks: { evidence: NONE, file: { provenance: undefined } }, keeps: {} },
  'first-seen': { breaks: {}, keeps: PINNED },
  renamed: {
    breaks: { ...PINNED, identity: { repository: 'acme-inc/widget' } },
    keeps: { ...PINNED, identity: { repository: 'ACME/Widget' } },
  },
  unbound: {
    breaks: { subject: UNBOUND, evidence: NONE },
    keeps: {},
  },
  'builds-locally': {
    breaks: { subject: { buildsLocally: true } },
    keeps: { subject: { buildsLocally: false } },
  },
  internal: {
    breaks: { policy: { index: { provenanceFrom: undefined, internal: ['widget'] } } },
    keeps: { policy: { index: { provenanceFrom: undefined, internal: ['widget-*'] } } },
  },
  'not-applicable': {
    breaks: { subject: { elsewhere: 'git+https://example.org/widget' } },
    keeps: {},
  },
  'not-checked': {
    breaks: { evidence: { kind: 'unavailable', reason: 'HTTP 503' } },
    keeps: {},
  },
};

describe.each(RULE_IDS)('%s', (rule) => {
  test('is broken by its example', () => {
    expect(broken(EXAMPLES[rule].breaks)).toContain(rule);
  });

  test('is kept by what is nearly the same', () => {
    expect(broken(EXAMPLES[rule].keeps)).not.toContain(rule);
  });
});

test('what is as it should be breaks nothing', () => {
  expect(broken(PINNED)).toEqual([]);
});
