import type { Finding } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { Pin } from '../pin.ts';
import type { VerificationSubject } from '../subject.ts';
import type { Check } from './check.ts';

/** What is known of the subject without asking anybody. */
export const checkSubject: Check = ({ subject }, { pins }) => [
  ...unbound(subject, pins),
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
 * Whether nothing binds the subject to bytes that evidence can be about. A pin is a promise that
 * the project's files are verified: a hash of another algorithm is no way around it.
 */
function unbound(subject: VerificationSubject, pins: readonly Pin[]): readonly Finding[] {
  const { sha256, otherHash, version, from } = subject;
  if (sha256 !== undefined || from === 'environment') return [];
  const message =
    otherHash === undefined
      ? 'no SHA-256 says which file this is'
      : `it has only a hash of ${algorithmOf(otherHash)}, and provenance is found by SHA-256`;
  const [pin] = pins;
  // What leaves the version open is a range and no lock.
  const isLocked = from === 'lock' && (version !== undefined || otherHash !== undefined);
  if (pin === undefined || !isLocked) return [makeFinding('unbound', message)];
  return [
    makeFinding('unbound', `the publisher is pinned, and cannot be verified: ${message}`, {
      severity: otherHash === undefined ? 'warning' : 'error',
      expected: { ...pin, from: 'pin' },
    }),
  ];
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
