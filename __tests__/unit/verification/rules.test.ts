import { describe, expect, test } from '@jest/globals';
import { baselineOf } from '../../../src/verification/baseline.ts';
import type { JudgeContext } from '../../../src/verification/checks/check.ts';
import { NO_DEMANDS } from '../../../src/verification/demands.ts';
import type { AttestationOutcome, FileEvidence } from '../../../src/verification/file-evidence.ts';
import type { HistoryWord, OwnIndexWord } from '../../../src/verification/file-facts.ts';
import type { Identity } from '../../../src/verification/identity.ts';
import { lookupIn } from '../../../src/verification/index-word.ts';
import { judgeFile } from '../../../src/verification/judge-file.ts';
import { judgeRelease } from '../../../src/verification/judge-release.ts';
import { DEFAULT_POLICY, type Policy } from '../../../src/verification/policy.ts';
import { type ListedFile, projectListing } from '../../../src/verification/project-listing.ts';
import { RULE_IDS, type RuleId } from '../../../src/verification/rules.ts';
import { setAside } from '../../../src/verification/set-aside.ts';
import type { VerificationSubject } from '../../../src/verification/subject.ts';
import { IDENTITY, PIN } from './identities.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-26T12:00:00Z');
const SHA256 = 'ab'.repeat(32);
const WHEEL = 'widget-1.1-py3-none-any.whl';

/** What is known of a file, as far as it is not as usual: attested, listed, and by whom it should be. */
interface Case {
  readonly subject?: Partial<VerificationSubject>;
  /** How many days ago the file was uploaded, and what else the index says of it. */
  readonly file?: Partial<ListedFile> & { readonly daysAgo?: number };
  /** Days ago that earlier releases were uploaded, all of them attested. */
  readonly earlier?: readonly number[];
  /** Another file of the release, and whether it is attested; its publisher where it was looked at. */
  readonly sibling?: {
    readonly daysAgo?: number;
    readonly attested?: boolean;
    readonly identity?: Identity;
  };
  readonly status?: string;
  /** Undefined: the index has the file; false: it has the project alone; null: not even that. */
  readonly isListed?: false | null;
  readonly outcome?: AttestationOutcome;
  readonly identity?: Partial<Identity>;
  readonly publisher?: Readonly<Record<string, unknown>>;
  readonly evidence?: FileEvidence;
  readonly signedDaysAgo?: number;
  readonly history?: HistoryWord;
  readonly ownIndex?: OwnIndexWord;
  readonly pins?: JudgeContext['pins'];
  readonly demands?: Partial<JudgeContext['demands']>;
  readonly policy?: Partial<Policy>;
}

const NONE: FileEvidence = { kind: 'none' };
const by = (change: Partial<Identity>): Identity => ({ ...IDENTITY, ...change });
const proven = (identity: Identity): HistoryWord => ({
  kind: 'proven',
  identity,
  version: '1.0',
  run: { agreeing: 1, since: '2026-01-01' },
});
const LOST: Case = {
  evidence: NONE,
  file: { provenance: undefined, daysAgo: 1 },
  earlier: [200, 100],
  history: proven(IDENTITY),
};
const PINNED: Case = { pins: [PIN] };

/** The rules that a case breaks: as the whole of verification judges it. */
function broken(given: Case): readonly RuleId[] {
  const subject: VerificationSubject = {
    from: 'lock',
    project: 'widget',
    version: '1.1',
    filename: WHEEL,
    sha256: SHA256,
    ...given.subject,
  };
  const policy = { ...DEFAULT_POLICY, ...given.policy };
  const context: JudgeContext = {
    policy,
    pins: given.pins ?? [],
    demands: { ...NO_DEMANDS, ...given.demands },
    now: NOW,
  };
  const aside = setAside(subject, context);
  if (aside) return rulesOf(aside);
  const listing = listingOf(given);
  const lookup = lookupIn(listing);
  const index =
    given.isListed === null ? ({ kind: 'missing-project' } as const) : lookup.wordOf(subject);
  const release = lookup.release('1.1');
  const facts = {
    subject,
    index,
    ownIndex: given.ownIndex ?? { kind: 'same' as const },
    evidence: given.evidence ?? evidenceOf(given),
    baseline: release && baselineOf(listing, release, 2),
    history: given.history ?? { kind: 'not-asked' as const },
  };
  const item = judgeFile(facts, context);
  const { identity } = given.sibling ?? {};
  const other = identity && { ...item, identity, subject: { ...subject, filename: SDIST } };
  const [judged] = judgeRelease(other ? [item, other] : [item], listing, context);
  return judged ? rulesOf(judged) : [];
}

const SDIST = 'widget-1.1.tar.gz';
const rulesOf = ({ findings }: { readonly findings: readonly { readonly rule: RuleId }[] }) =>
  findings.map(({ rule }) => rule);

function listingOf({ file = {}, earlier = [], sibling, status, isListed }: Case) {
  const page = (filename: string, daysAgo: number, provenance: string | null, more: object) => ({
    filename,
    url: '',
    hashes: { sha256: filename === WHEEL ? SHA256 : 'cd'.repeat(32) },
    'upload-time': new Date(NOW - daysAgo * DAY).toISOString(),
    provenance,
    ...more,
  });
  const { daysAgo = 10, sha256, yanked } = file;
  const provenance = 'provenance' in file ? null : 'https://index/provenance';
  const own = page(WHEEL, daysAgo, provenance, {
    ...(yanked === undefined ? {} : { yanked }),
    ...(sha256 === undefined ? {} : { hashes: { sha256 } }),
  });
  const before = earlier.map((days, place) =>
    page(`widget-0.${place + 1}-py3-none-any.whl`, days, 'https://index/provenance', {}),
  );
  const beside = sibling && [
    page(SDIST, sibling.daysAgo ?? daysAgo, sibling.attested === false ? null : 'https://i/p', {}),
  ];
  return projectListing({
    meta: { 'api-version': '1.4' },
    name: 'widget',
    files: [...before, ...(isListed === undefined ? [own] : []), ...(beside ?? [])],
    ...(status === undefined ? {} : { 'project-status': { status } }),
  });
}

function evidenceOf({
  outcome,
  identity = {},
  publisher,
  signedDaysAgo,
  file,
}: Case): FileEvidence {
  const signed = NOW - (signedDaysAgo ?? file?.daysAgo ?? 10) * DAY;
  const verified: AttestationOutcome = {
    kind: 'verified',
    predicateType: 'https://docs.pypi.org/attestations/publish/v1',
    identity: by(identity),
    log: { index: '1', time: signed - 60_000 },
  };
  return {
    kind: 'read',
    origin: 'index',
    attestations: [{ outcome: outcome ?? verified, publisher }],
  };
}

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
    breaks: { subject: { sha256: undefined, filename: undefined }, evidence: NONE },
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
