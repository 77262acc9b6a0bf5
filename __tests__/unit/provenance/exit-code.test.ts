import { expect, test } from '@jest/globals';
import { type ExitRules, exitCode } from '../../../src/provenance/exit-code.ts';
import { makeFinding } from '../../../src/provenance/finding.ts';
import type { VerifiedItem } from '../../../src/provenance/report.ts';
import type { RuleId } from '../../../src/provenance/rules.ts';
import { verdictOf } from '../../../src/provenance/verdict.ts';

const RULES: ExitRules = {
  failOn: 'error',
  warnOnly: false,
  allowUnavailable: false,
  mayBeEmpty: false,
  policy: { require: { projects: ['key-*'], directDependencies: false } },
};

function item(rules: readonly RuleId[], change: Partial<VerifiedItem> = {}): VerifiedItem {
  const subject = { from: 'lock', project: 'widget', sha256: 'ab' } as const;
  const findings = rules.map((rule) => makeFinding(rule, ''));
  const verdict = verdictOf(subject, findings, true);
  return {
    subject,
    findings,
    verdict,
    predicates: [],
    pinned: false,
    evidence: 'index',
    ...change,
  };
}

const required = item(['not-checked'], {
  subject: { from: 'lock', project: 'key-store', sha256: 'ab' },
});

test.each<[string, readonly VerifiedItem[], Partial<ExitRules>, number]>([
  ['all is well', [item([])], {}, 0],
  ['notes', [item(['first-seen'])], {}, 0],
  ['warnings', [item(['yanked'])], {}, 0],
  ['nothing, in one of several parts', [], { isPart: true }, 0],
  ['nothing to check, in one of several parts', [item(['unbound'])], { isPart: true }, 0],
  ['an error, in one of several parts', [item(['file-gone'])], { isPart: true }, 1],
  ['warnings, strictly', [item(['yanked'])], { failOn: 'warning' }, 1],
  ['notes, to the letter', [item(['first-seen'])], { failOn: 'note' }, 1],
  ['an error', [item([]), item(['identity-changed'])], {}, 1],
  ['an error, only warned of', [item(['identity-changed'])], { warnOnly: true }, 0],
  ['not checked', [item([]), item(['not-checked'])], {}, 3],
  ['not checked, only warned of', [item(['not-checked'])], { warnOnly: true }, 3],
  ['not checked, and that may be', [item(['not-checked'])], { allowUnavailable: true }, 0],
  [
    'pinned and not checked',
    [item(['not-checked'], { pinned: true })],
    { allowUnavailable: true },
    3,
  ],
  ['required and not checked', [required], { allowUnavailable: true }, 3],
  ['an error and not checked', [item(['not-checked']), item(['hash-mismatch'])], {}, 1],
  ['nothing', [], {}, 3],
  ['nothing, which is fine', [], { mayBeEmpty: true }, 0],
  ['nothing that can be checked', [item(['not-applicable']), item(['unbound'])], {}, 3],
  [
    'nothing that can be checked, where nothing is fine',
    [item(['unbound'])],
    { mayBeEmpty: true },
    3,
  ],
])('the exit code of a run with %s', (_, items, change, expected) => {
  expect(exitCode(items, { ...RULES, ...change })).toBe(expected);
});

test('an error that was accepted fails nothing', () => {
  const accepted = { reason: 'r', expires: '2027-01-01' };
  const findings = [{ ...makeFinding('transferred', ''), severity: 'note' as const, accepted }];
  expect(exitCode([item([], { findings })], { ...RULES, failOn: 'note' })).toBe(0);
});
