import type { JudgeContext } from '../checks/check.ts';
import { lostHash } from '../checks/subject.ts';
import { sorted } from '../files/judge-file.ts';
import { type Finding, makeFinding } from '../finding.ts';
import type { VerifiedItem } from '../report.ts';
import type { VerificationSubject } from '../subject.ts';
import { verdictOf } from '../verdict.ts';
import { applyPolicy } from './apply-policy.ts';
import { matchesProject } from './policy.ts';
import { REQUIRED_WHY, REQUIRES, requiredBy } from './required-evidence.ts';

/**
 * The item of a subject that no index is asked about: it comes from elsewhere, its name is
 * internal, or nothing says what it is. Pins, the policy and what the run demands are asked first:
 * where a package comes from is the lock's word, and whoever proposes a change writes the lock.
 * Nothing of it satisfies a demand; where the subject was named, it is a warning.
 * @returns undefined where an index can be asked
 */
export function setAside(
  subject: VerificationSubject,
  context: JudgeContext,
): VerifiedItem | undefined {
  if (subject.from === 'bundle') return undefined;
  const reason = reasonOf(subject, context);
  if (reason === undefined) return undefined;
  const [rule, message] = reason;
  const { policy, now } = context;
  const isNamed = subject.from === 'file' || subject.from === 'requirement';
  const raw = [
    ...moved(subject, context),
    ...required(subject, message, context),
    ...lostHash(subject),
    makeFinding(rule, message, isNamed ? { severity: 'warning' } : {}),
  ];
  const findings = sorted(applyPolicy(raw, subject, policy, now));
  return {
    subject,
    verdict: verdictOf(subject, findings, false),
    findings,
    predicates: [],
    pinned: context.pins.length > 0,
    evidence: 'none',
  };
}

function reasonOf(
  { project, elsewhere }: VerificationSubject,
  { policy }: JudgeContext,
): readonly [rule: 'not-applicable' | 'internal', message: string] | undefined {
  if (elsewhere !== undefined) return ['not-applicable', `comes from ${elsewhere}`];
  if (project === undefined) {
    return ['not-applicable', 'is no distribution of a project on an index'];
  }
  return policy.index.internal.some((pattern) => matchesProject(pattern, project))
    ? ['internal', 'is internal by the policy']
    : undefined;
}

function moved(
  { movedFrom, project, elsewhere }: VerificationSubject,
  { pins }: JudgeContext,
): readonly Finding[] {
  if (elsewhere === undefined) return [];
  const [pin] = pins;
  if (pin === undefined && movedFrom === undefined) return [];
  const message = !project
    ? `this change adds ${elsewhere} without a name, and removes ${some(movedFrom ?? [])}, which came from an index`
    : movedFrom === undefined
      ? `the publisher of ${project} is pinned, and the package comes from ${elsewhere}`
      : `${project} came from an index before this change, and now comes from ${elsewhere}`;
  if (pin === undefined) return [makeFinding('source-moved', message)];
  const expected = { ...pin, from: 'pin' } as const;
  return [makeFinding('source-moved', message, { severity: 'error', expected })];
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

/** No `[severity]` makes it less: what nobody can have attested was not attested. */
function required(
  subject: VerificationSubject,
  reason: string,
  { policy, demands }: JudgeContext,
): readonly Finding[] {
  const by = requiredBy(subject, demands, policy);
  if (by === undefined) return [];
  const message = `${REQUIRES[by]}, and nothing can be verified of what ${reason}`;
  const more = { why: REQUIRED_WHY[by], remedy: REMEDY, demanded: true } as const;
  return [makeFinding('required-unattested', message, more)];
}

const REMEDY =
  'Use a release of the index, or leave it out (`--ignore`, `--skip-editable`) if it is not meant; to accept it for a time, add the block to the policy.';
