import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/provenance/finding.ts';
import { DEFAULT_POLICY } from '../../../src/provenance/policy/policy.ts';
import type { RuleId } from '../../../src/provenance/rules.ts';
import type { VerificationSubject } from '../../../src/provenance/subject.ts';
import { type Case, judged, NONE, PINNED } from './judged-case.ts';

const NO_HASH = { sha256: undefined, filename: undefined };

/** Every kind of subject that an index is asked about. */
const SUBJECTS = {
  'locked file': { from: 'lock' },
  'locked version': { from: 'lock', ...NO_HASH },
  'loose requirement': { from: 'lock', version: undefined, ...NO_HASH },
  'reported file': { from: 'report' },
  release: { from: 'requirement', ...NO_HASH },
  'installed release': { from: 'environment', ...NO_HASH },
  'file at hand': { from: 'file', path: '/dist/widget-1.1-py3-none-any.whl' },
} as const satisfies Readonly<Record<string, Partial<VerificationSubject>>>;

type SubjectKind = keyof typeof SUBJECTS;

/** What the index answers; there is no evidence, so that every rule about absence may speak. */
const ANSWERS = {
  'without the file': { isListed: false },
  'without the project': { isListed: null },
  'not answering': { index: { kind: 'unavailable', reason: 'HTTP 503' } },
  'not asked': { index: { kind: 'not-asked' } },
  'with a mirror': {
    isListed: false,
    ownIndex: { kind: 'has-file', title: 'a mirror', passesProvenance: false },
  },
} as const satisfies Readonly<Record<string, Case>>;

type Answer = keyof typeof ANSWERS;

const findingsOf = (subject: Partial<VerificationSubject>, given: Case): readonly Finding[] =>
  judged({ evidence: NONE, ...given, subject: { ...subject, ...given.subject } }).findings;

const shown = (findings: readonly Finding[]) =>
  findings.map(({ rule, severity }) => `${severity} ${rule}`).join(', ');

/** Rule by kind of subject: what is found where the index is as the column says. */
const TABLE: Readonly<Record<SubjectKind, Readonly<Record<Answer, string>>>> = {
  'locked file': {
    'without the file': 'error file-gone, note unattested',
    'without the project': 'error file-gone, note unattested',
    'not answering': 'error not-checked',
    'not asked': 'note unattested',
    'with a mirror': 'warning index-origin-changed, note unattested',
  },
  'locked version': {
    'without the file': 'error no-such-release, note unbound',
    'without the project': 'error no-such-release, note unbound',
    'not answering': 'error not-checked, note unbound',
    'not asked': 'note unbound',
    'with a mirror': 'warning index-origin-changed, note unbound',
  },
  'loose requirement': {
    'without the file': 'note unbound',
    'without the project': 'error no-such-release, note unbound',
    'not answering': 'error not-checked, note unbound',
    'not asked': 'note unbound',
    'with a mirror': 'warning index-origin-changed, note unbound',
  },
  'reported file': {
    'without the file': 'error file-gone, note unattested',
    'without the project': 'error file-gone, note unattested',
    'not answering': 'error not-checked',
    'not asked': 'note unattested',
    'with a mirror': 'warning index-origin-changed, note unattested',
  },
  release: {
    'without the file': 'error no-such-release, note unbound',
    'without the project': 'error no-such-release, note unbound',
    'not answering': 'error not-checked, note unbound',
    'not asked': 'note unbound',
    'with a mirror': 'warning index-origin-changed, note unbound',
  },
  'installed release': {
    'without the file': 'error no-such-release, note unattested',
    'without the project': 'error no-such-release, note unattested',
    'not answering': 'error not-checked',
    'not asked': 'note unattested',
    'with a mirror': 'warning index-origin-changed, note unattested',
  },
  'file at hand': {
    'without the file': 'warning file-gone, note unattested',
    'without the project': 'warning file-gone, note unattested',
    'not answering': 'error not-checked',
    'not asked': 'note unattested',
    'with a mirror': 'warning index-origin-changed, note unattested',
  },
};

const KINDS = Object.keys(SUBJECTS) as SubjectKind[];
const INDEXES = Object.keys(ANSWERS) as Answer[];
const CELLS = KINDS.flatMap((kind) => INDEXES.map((answer) => [kind, answer] as const));

test.each(CELLS)('of a %s, an index %s is told with the rules of the table', (kind, answer) => {
  expect(shown(findingsOf(SUBJECTS[kind], ANSWERS[answer]))).toBe(TABLE[kind][answer]);
});

test('a version that the index has is bound to no bytes, and nothing else is said of it', () => {
  for (const kind of ['locked version', 'loose requirement'] as const) {
    expect(shown(findingsOf(SUBJECTS[kind], {}))).toBe('note unbound');
  }
});

/** What must be so before a rule may speak of absence: the reason is in its text. */
const PREMISES: Partial<Record<RuleId, (subject: VerificationSubject) => boolean>> = {
  // "A file that was locked", "no file with this SHA-256".
  'file-gone': ({ sha256 }) => sha256 !== undefined,
  'hash-mismatch': ({ sha256 }) => sha256 !== undefined,
  'no-such-release': ({ sha256 }) => sha256 === undefined,
  unbound: ({ sha256 }) => sha256 === undefined,
  // "Nobody attested the file": somebody looked whether it is.
  unattested: ({ sha256, from }) => sha256 !== undefined || from === 'environment',
  'required-unattested': ({ sha256, from }) => sha256 !== undefined || from === 'environment',
  'provenance-lost': ({ sha256, from }) => sha256 !== undefined || from === 'environment',
  'provenance-partial': ({ sha256, from }) => sha256 !== undefined || from === 'environment',
};

const DEMANDS: readonly (readonly [string, Case])[] = [
  ['nothing', {}],
  ['a repository', { demands: { repository: 'acme/widget' } }],
  [
    'provenance',
    {
      policy: {
        require: { projects: ['widget'], directDependencies: false },
        severity: new Map([
          ['unbound', 'note'],
          ['not-applicable', 'note'],
          ['internal', 'note'],
        ]),
      },
    },
  ],
  ['a pinned publisher', PINNED],
];

describe.each(DEMANDS)('where %s is demanded', (name, demand) => {
  test.each(KINDS)('every rule that speaks of a %s has its premise', (kind) => {
    for (const answer of [{}, ...Object.values(ANSWERS)]) {
      const item = judged({
        evidence: NONE,
        file: { provenance: undefined },
        ...answer,
        ...demand,
        subject: SUBJECTS[kind],
      });
      for (const { rule, message, why } of item.findings) {
        expect([rule, PREMISES[rule]?.(item.subject) ?? true]).toEqual([rule, true]);
        const claimsHash = /with this SHA-256|was locked/.test(message + why);
        expect([message, claimsHash && item.subject.sha256 === undefined]).toEqual([
          message,
          false,
        ]);
      }
    }
  });

  const isDemanded = name === 'a repository' || name === 'provenance';

  test(`what comes from a git repository ${name === 'nothing' ? 'passes' : 'fails'}`, () => {
    const subject = { elsewhere: 'git: https://example.org/widget' };
    const { verdict } = judged({ evidence: NONE, ...demand, subject });
    expect(verdict).toBe(name === 'nothing' ? 'not-applicable' : 'failed');
  });

  test.each<[string, Case]>([
    [
      'is internal',
      { policy: { index: { provenanceFrom: undefined, internal: ['widget'] }, ...demand.policy } },
    ],
    ['is bound to no bytes', { subject: SUBJECTS['locked version'] }],
    ['is a loose requirement', { subject: SUBJECTS['loose requirement'] }],
  ])(`what %s ${isDemanded ? 'does not satisfy it' : 'passes with a note'}`, (_, given) => {
    const item = judged({ evidence: NONE, ...demand, ...given });
    expect(item.verdict === 'failed').toBe(isDemanded);
    expect(item.findings.some(({ severity }) => severity === 'error')).toBe(isDemanded);
  });
});

test('a named target that no index can be asked about needs review, and fails with --strict', () => {
  const internal = {
    policy: { ...DEFAULT_POLICY, index: { provenanceFrom: undefined, internal: ['widget'] } },
  };
  expect(shown(findingsOf(SUBJECTS.release, internal))).toBe('warning internal');
  expect(shown(findingsOf(SUBJECTS['locked file'], internal))).toBe('note internal');
});

test.each<[SubjectKind, string]>([
  ['locked version', 'verify widget==1.1'],
  ['loose requirement', 'verify widget==VERSION'],
])('what is unbound has a next step: of a %s, %s', (kind, step) => {
  const [finding] = findingsOf(SUBJECTS[kind], {});
  expect(finding?.remedy).toContain('Lock it with hashes');
  expect(finding?.remedy).toContain(step);
});
