import { describe, expect, test } from '@jest/globals';
import { RULE_IDS, type RuleId } from '../../../src/provenance/rules.ts';
import { IDENTITY } from './identity/identities.ts';
import { broken, by, type Case, LOST, NONE, PINNED, proven, SHA256 } from './judged-case.ts';

const UNBOUND = { sha256: undefined, filename: undefined };

/** Kinds of subjects: what an index is asked about, and what comes from no index. */
const KINDS = {
  locked: { from: 'lock' },
  'locked version': { from: 'lock', ...UNBOUND },
  loose: { from: 'lock', version: undefined, ...UNBOUND },
  reported: { from: 'report' },
  release: { from: 'requirement', ...UNBOUND },
  'file at hand': { from: 'file', path: '/dist/widget-1.1-py3-none-any.whl' },
  installed: { from: 'environment', ...UNBOUND },
  elsewhere: { from: 'lock', elsewhere: 'url: https://x.example/w' },
} as const;
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

/** Kinds of subjects that a rule's example can be said of. Evidence is found by SHA-256. */
const SAID_OF: Readonly<Record<RuleId, string>> = {
  'invalid-attestation': 'locked, reported, file at hand, installed',
  'subject-mismatch': 'locked, reported, file at hand, installed',
  'hash-mismatch': 'locked, reported, file at hand',
  'publisher-mismatch': 'locked, reported, file at hand, installed',
  'empty-provenance': 'locked, reported, file at hand, installed',
  'identity-mismatch': 'locked, reported, file at hand, installed',
  'account-resurrected': 'locked, reported, file at hand, installed',
  'identity-changed': 'locked, reported, file at hand, installed',
  transferred: 'locked, reported, file at hand, installed',
  'lock-identity-mismatch': 'locked, reported, file at hand, installed',
  'provenance-lost': 'locked, reported, file at hand',
  'required-unattested': 'locked, reported, file at hand, installed, elsewhere',
  'hash-removed':
    'locked, locked version, loose, reported, release, file at hand, installed, elsewhere',
  quarantined: 'locked, locked version, loose, reported, release, file at hand, installed',
  'file-gone': 'locked, reported, file at hand',
  'no-such-release': 'locked, locked version, reported, release, installed',
  'installed-differs': 'locked, locked version, loose, reported, release, file at hand, installed',
  'record-mismatch': 'locked, locked version, loose, reported, release, file at hand, installed',
  'provenance-partial': 'locked, reported, file at hand',
  'workflow-changed': 'locked, reported, file at hand, installed',
  'source-moved':
    'locked, locked version, loose, reported, release, file at hand, installed, elsewhere',
  'repo-recreated': 'locked, reported, file at hand, installed',
  drift: 'locked, reported, file at hand, installed',
  inconsistent: 'locked, reported, file at hand, installed',
  'publisher-unknown': 'locked, reported, file at hand, installed',
  'time-mismatch': 'locked, reported, file at hand',
  'late-file': 'locked, reported, file at hand',
  yanked: 'locked, reported, file at hand',
  'provenance-stripped': 'locked, reported, file at hand',
  'index-origin-changed':
    'locked, locked version, loose, reported, release, file at hand, installed',
  unattested: 'locked, reported, file at hand, installed',
  'first-seen': 'locked, reported, file at hand, installed',
  renamed: 'locked, reported, file at hand, installed',
  unbound: 'locked, locked version, loose, reported, release, file at hand',
  'builds-locally': 'locked, locked version, loose, reported, release, file at hand, installed',
  internal: 'locked, locked version, loose, reported, release, file at hand, installed',
  'not-applicable':
    'locked, locked version, loose, reported, release, file at hand, installed, elsewhere',
  'not-checked': 'locked, reported, file at hand, installed',
};

test.each(RULE_IDS)('%s is said of the kinds of subjects that have its premise', (rule) => {
  const { breaks } = EXAMPLES[rule];
  const kinds = Object.entries(KINDS).filter(([name, kind]) => {
    const isFound = !('sha256' in kind) || name === 'installed';
    const evidence = isFound ? breaks.evidence : NONE;
    const given = { ...breaks, ...(evidence && { evidence }) };
    return broken({ ...given, subject: { ...breaks.subject, ...kind } }).includes(rule);
  });
  expect(kinds.map(([name]) => name).join(', ')).toBe(SAID_OF[rule]);
});
