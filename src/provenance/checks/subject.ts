import { type Finding, makeFinding } from '../finding.ts';
import { REQUIRED_WHY, REQUIRES, requiredBy } from '../policy/required-evidence.ts';
import type { VerificationSubject } from '../subject.ts';
import type { Check, JudgeContext } from './check.ts';

/** What is known of the subject without asking anybody. */
export const checkSubject: Check = ({ subject }, context) => [
  ...unbound(subject, context),
  ...lostHash(subject),
  ...(subject.buildsLocally === true
    ? [makeFinding('builds-locally', 'no wheel fits: a source distribution is built here')]
    : []),
  ...(subject.changedFiles !== undefined && subject.changedFiles.length > 0
    ? [makeFinding('record-mismatch', `not as in RECORD: ${some(subject.changedFiles)}`)]
    : []),
  ...(subject.notCompared === undefined ? [] : [makeFinding('not-checked', subject.notCompared)]),
  ...(subject.differingFiles !== undefined && subject.differingFiles.length > 0
    ? [makeFinding('installed-differs', `not as in the wheel: ${some(subject.differingFiles)}`)]
    : []),
];

/**
 * Whether nothing binds the subject to bytes that evidence can be about: that satisfies no demand.
 * A pin is a promise that the project's files are verified: a hash of another algorithm is no way
 * around it.
 */
function unbound(
  subject: VerificationSubject,
  { pins, demands, policy }: JudgeContext,
): readonly Finding[] {
  const { sha256, otherHash, version, from } = subject;
  if (sha256 !== undefined || from === 'environment') return [];
  const what = isWithout(subject);
  const remedy = nextStep(subject);
  const [pin] = pins;
  const expected = pin && ({ ...pin, from: 'pin' } as const);
  const by = requiredBy(subject, demands, policy);
  if (by !== undefined) {
    const more = { severity: 'error', why: REQUIRED_WHY[by], demanded: true } as const;
    return [makeFinding('unbound', `${what}, and ${REQUIRES[by]}`, { ...more, remedy, expected })];
  }
  // What leaves the version open is a range and no lock.
  const isLocked = from === 'lock' && (version !== undefined || otherHash !== undefined);
  if (expected === undefined || !isLocked) return [makeFinding('unbound', what, { remedy })];
  return [
    makeFinding('unbound', `the publisher is pinned, and cannot be verified: ${what}`, {
      severity: otherHash === undefined ? 'warning' : 'error',
      expected,
      remedy,
    }),
  ];
}

function isWithout({ from, version, otherHash }: VerificationSubject): string {
  if (from === 'requirement') return 'no file of the release could be looked at';
  if (otherHash !== undefined) {
    return `it has only a hash of ${algorithmOf(otherHash)}, and provenance is found by SHA-256`;
  }
  return version === undefined
    ? 'neither a version nor a SHA-256 says which file this is'
    : 'no SHA-256 says which file this is';
}

function nextStep({ project = 'NAME', version, from }: VerificationSubject): string {
  if (from === 'requirement') return 'Check the name, the version and the index.';
  const release = `${project}==${version ?? 'VERSION'}`;
  return `Lock it with hashes, or verify every file of one release: \`verify ${release}\`.`;
}

/** Whether the change under review took the hash that bound the subject to bytes. */
export function lostHash({ lostHash: isLost, otherHash }: VerificationSubject): readonly Finding[] {
  if (isLost !== true) return [];
  const now = otherHash === undefined ? 'no hash' : `only a hash of ${algorithmOf(otherHash)}`;
  const message = `the entry had a SHA-256 before this change, and now has ${now}`;
  return [makeFinding('hash-removed', message)];
}

/** The name before the digest, bounded: it is the lock's word. */
export function algorithmOf(hash: string): string {
  return hash.split(/[:=]/, 1)[0]?.slice(0, 20) ?? '';
}

/** The first few of many. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
