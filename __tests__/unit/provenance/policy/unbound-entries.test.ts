import { describe, expect, test } from '@jest/globals';
import { checkSubject } from '../../../../src/provenance/checks/subject.ts';
import type { FileFacts } from '../../../../src/provenance/files/file-facts.ts';
import type { Pin } from '../../../../src/provenance/pins/pin.ts';
import { NO_DEMANDS } from '../../../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../../../src/provenance/policy/policy.ts';
import type { VerificationSubject } from '../../../../src/provenance/subject.ts';
import { PIN } from '../identity/identities.ts';

function found(subject: Partial<VerificationSubject>, pins: readonly Pin[]): readonly string[] {
  const facts: FileFacts = {
    subject: { from: 'lock', project: 'widget', version: '1.1', ...subject },
    index: { kind: 'missing-project' },
    ownIndex: { kind: 'same' },
    evidence: { kind: 'none' },
    baseline: undefined,
    history: { kind: 'not-asked' },
  };
  const context = { policy: DEFAULT_POLICY, pins, demands: NO_DEMANDS, now: 0 };
  return checkSubject(facts, context).map(({ rule, severity }) => `${severity} ${rule}`);
}

const OTHER = { otherHash: 'sha512:00' };

describe('an entry that no SHA-256 binds', () => {
  test.each([
    ['a note where nobody is pinned', {}, [], 'note'],
    ['a note where nobody is pinned, with another hash', OTHER, [], 'note'],
    ['an error of a pinned project with a hash of another algorithm', OTHER, [PIN], 'error'],
    ['a warning of a pinned project without any hash', {}, [PIN], 'warning'],
    ['a note of a pinned project whose version is open', { version: undefined }, [PIN], 'note'],
    ['a note of a pinned release that was named by itself', { from: 'requirement' }, [PIN], 'note'],
  ] as const)('is %s', (_, subject, pins, severity) => {
    expect(found(subject, pins)).toEqual([`${severity} unbound`]);
  });

  test('is none where it has a SHA-256, whatever else it has', () => {
    expect(found({ sha256: 'ab'.repeat(32) }, [PIN])).toEqual([]);
  });
});
