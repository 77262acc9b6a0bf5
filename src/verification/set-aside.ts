import { makeFinding } from './make-finding.ts';
import type { Policy } from './policy.ts';
import { matchesProject } from './project-pattern.ts';
import type { VerifiedItem } from './report.ts';
import type { VerificationSubject } from './subject.ts';

/**
 * The item of a subject that no index is asked about: it comes from elsewhere, its name is
 * internal, or nothing says what it is.
 * @returns undefined where somebody can be asked
 */
export function setAside(subject: VerificationSubject, policy: Policy): VerifiedItem | undefined {
  const { project, elsewhere, from } = subject;
  if (from === 'bundle') return undefined;
  const finding =
    elsewhere !== undefined
      ? makeFinding('not-applicable', `comes from ${elsewhere}`)
      : project === undefined
        ? makeFinding('not-applicable', 'is no distribution of a project on an index')
        : policy.index.internal.some((pattern) => matchesProject(pattern, project))
          ? makeFinding('internal', 'is internal by the policy')
          : undefined;
  if (finding === undefined) return undefined;
  return {
    subject,
    verdict: 'not-applicable',
    findings: [finding],
    predicates: [],
    pinned: false,
    evidence: 'none',
  };
}
