import { applyPolicy } from './apply-policy.ts';
import type { JudgeContext } from './checks/check.ts';
import { isRequired } from './checks/loss.ts';
import { lostHash } from './checks/subject.ts';
import { asksForSomebody } from './demands.ts';
import type { Finding } from './finding.ts';
import { sorted } from './judge-file.ts';
import { makeFinding } from './make-finding.ts';
import { matchesProject } from './project-pattern.ts';
import type { VerifiedItem } from './report.ts';
import type { VerificationSubject } from './subject.ts';
import { verdictOf } from './verdict.ts';

/**
 * The item of a subject that no index is asked about: it comes from elsewhere, its name is
 * internal, or nothing says what it is. Pins, the policy and what the run demands are asked first:
 * where a package comes from is the lock's word, and whoever proposes a change writes the lock.
 * @returns undefined where an index can be asked
 */
export function setAside(
  subject: VerificationSubject,
  context: JudgeContext,
): VerifiedItem | undefined {
  const { project, elsewhere, from } = subject;
  const { policy, now } = context;
  if (from === 'bundle') return undefined;
  const raw =
    elsewhere !== undefined
      ? fromElsewhere(subject, elsewhere, context)
      : project === undefined
        ? [makeFinding('not-applicable', 'is no distribution of a project on an index')]
        : policy.index.internal.some((pattern) => matchesProject(pattern, project))
          ? [makeFinding('internal', 'is internal by the policy')]
          : undefined;
  if (raw === undefined) return undefined;
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

/** What nobody can have attested: whether somebody must have. */
function fromElsewhere(
  subject: VerificationSubject,
  elsewhere: string,
  context: JudgeContext,
): readonly Finding[] {
  return [
    ...moved(subject, elsewhere, context),
    ...required(subject, elsewhere, context),
    ...lostHash(subject),
    makeFinding('not-applicable', `comes from ${elsewhere}`),
  ];
}

function moved(
  { movedFrom, project }: VerificationSubject,
  elsewhere: string,
  { pins }: JudgeContext,
): readonly Finding[] {
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

function required(
  subject: VerificationSubject,
  elsewhere: string,
  { policy, demands }: JudgeContext,
): readonly Finding[] {
  // The project that is being developed is nobody's release.
  if (asksForSomebody(demands) && !/^(?:directory|editable): \.$/.test(elsewhere)) {
    const message = `this run demands a publisher, and what comes from ${elsewhere} has none`;
    const why =
      'Options like `--repo` say who must have published, which only provenance on an index can prove.';
    return [makeFinding('required-unattested', message, { why })];
  }
  const places = [subject.project, ...(subject.movedFrom ?? [])];
  const isAsked = places.some((project) => isRequired({ ...subject, project }, policy));
  const message = `the policy requires provenance, and what comes from ${elsewhere} has none`;
  return isAsked ? [makeFinding('required-unattested', message)] : [];
}
