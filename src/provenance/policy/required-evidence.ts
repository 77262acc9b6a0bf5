import type { VerificationSubject } from '../subject.ts';
import { asksForSomebody, type IdentityDemands } from './demands.ts';
import { matchesProject, type Policy } from './policy.ts';

/** Who insists that a subject has evidence. */
export type RequiredBy = 'options' | 'policy';

/**
 * Who insists that a subject is verified: the options of the run (`--repo` and the like), or the
 * policy's `[require]`, also of what the subject replaces. What nobody could look at does not
 * satisfy them.
 */
export function requiredBy(
  subject: VerificationSubject,
  demands: IdentityDemands,
  { require }: Pick<Policy, 'require'>,
): RequiredBy | undefined {
  const { project, movedFrom = [], direct } = subject;
  if (asksForSomebody(demands) && !isOwn(subject)) return 'options';
  const isRequired =
    [project ?? [], movedFrom]
      .flat()
      .some((name) => require.projects.some((pattern) => matchesProject(pattern, name))) ||
    (require.directDependencies && direct === true && (project ?? movedFrom[0]) !== undefined);
  return isRequired ? 'policy' : undefined;
}

/** The project that is being developed is nobody's release. */
const isOwn = ({ elsewhere }: VerificationSubject): boolean =>
  elsewhere !== undefined && /^(?:directory|editable): \.$/.test(elsewhere);

/** As the end of a sentence about what was not verified. */
export const REQUIRES = {
  options: 'this run demands a publisher',
  policy: 'the policy requires provenance',
} as const satisfies Readonly<Record<RequiredBy, string>>;

/** What it means that a demand is not met. */
export const REQUIRED_WHY = {
  options: 'Options like `--repo` say who must have published; of this no publisher can be known.',
  policy: 'The policy requires provenance of this project; what was not looked at has none.',
} as const satisfies Readonly<Record<RequiredBy, string>>;
