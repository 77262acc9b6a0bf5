import { ageText, DAY_MS } from '../day.ts';
import { asksForSomebody } from '../demands.ts';
import type { FileFacts } from '../file-facts.ts';
import type { Finding } from '../finding.ts';
import { makeFinding } from '../make-finding.ts';
import type { Pin } from '../pin.ts';
import type { ListedFile, Release } from '../project-listing.ts';
import { matchesProject } from '../project-pattern.ts';
import type { Severity } from '../rule.ts';
import type { Check, JudgeContext } from './check.ts';

/** What it means that a file has no evidence: nothing, or that evidence was lost. */
export const checkLoss: Check = (facts, context) => {
  const { subject, evidence, index } = facts;
  if (evidence.kind !== 'none' || index.kind === 'unavailable') return [];
  const required = requirement(facts, context);
  if (subject.sha256 === undefined && subject.from !== 'environment') return required;
  const listed = index.kind === 'listed' ? index : undefined;
  const loss =
    context.pins.length > 0
      ? lossAgainstPins(listed?.file, listed?.release, context.pins)
      : listed?.release && (partial(listed.release, facts) ?? lossAgainstHistory(facts, context));
  if (loss !== undefined) return [...required, loss];
  return required.length > 0 ? required : [makeFinding('unattested', 'never seen attested')];
};

function requirement(facts: FileFacts, context: JudgeContext): readonly Finding[] {
  if (asksForSomebody(context.demands)) {
    const message = 'this run demands a publisher, and nobody attested the file';
    return [makeFinding('required-unattested', message, { why: DEMANDED })];
  }
  return isRequired(facts, context)
    ? [makeFinding('required-unattested', 'the policy requires provenance, and there is none')]
    : [];
}

const DEMANDED =
  'Options like `--repo` say who must have published; without provenance nobody did.';

function isRequired({ subject }: FileFacts, { policy: { require } }: JudgeContext): boolean {
  const { project } = subject;
  if (project === undefined) return false;
  return (
    require.projects.some((pattern) => matchesProject(pattern, project)) ||
    (require.directDependencies && subject.direct === true)
  );
}

/**
 * A pin says that files are attested from a day on; what was uploaded before it need not be. A
 * file that the index does not have at all was never seen before it.
 */
function lossAgainstPins(
  file: ListedFile | undefined,
  release: Release | undefined,
  pins: readonly Pin[],
): Finding | undefined {
  const [pin] = pins;
  const since = Math.min(
    ...pins.map(({ firstSeen }) => Date.parse(firstSeen?.date ?? '1970-01-01')),
  );
  if (pin === undefined || (file?.uploadedAt !== undefined && file.uploadedAt < since)) {
    return undefined;
  }
  const expected = { ...pin, from: 'pin' } as const;
  if (release !== undefined && release.attested > 0) {
    const message = `${partialText(release)}, and the project is pinned`;
    return makeFinding('provenance-partial', message, { severity: 'error', expected });
  }
  const what = file === undefined ? 'the index has no such file' : 'this release has no provenance';
  return makeFinding('provenance-lost', `the project is pinned, and ${what}`, { expected });
}

const partialText = ({ attested, files }: Release): string =>
  `${attested} of ${files.length} files of the release are attested, this one is not`;

/** A warning only where releases used to be attested whole. */
function partial(release: Release, { baseline }: FileFacts): Finding | undefined {
  if (release.attested === 0) return undefined;
  const last = baseline?.last;
  const wasFull = last !== undefined && last.attested === last.files.length;
  return makeFinding(
    'provenance-partial',
    partialText(release),
    wasFull ? {} : { severity: 'note' },
  );
}

/**
 * Graded by how long ago evidence stopped. Attacks are hours old; backports by forgetful
 * maintainers, and projects that gave attesting up, are most often old when they are installed.
 */
function lossAgainstHistory(
  { baseline, history }: FileFacts,
  { policy, now }: JudgeContext,
): Finding | undefined {
  const { minAttested, errorDays, warnDays } = policy.history;
  if (baseline === undefined || baseline.attested.length < Math.max(1, minAttested)) {
    return undefined;
  }
  const age = now - (baseline.lostSince ?? now);
  const graded: Severity =
    age < errorDays * DAY_MS ? 'error' : age < warnDays * DAY_MS ? 'warning' : 'note';
  const isProven = history.kind === 'proven';
  const doubt = isProven ? '' : ', of which none could be verified';
  return makeFinding(
    'provenance-lost',
    `${baseline.attested.length} earlier releases are attested${doubt}, the last one ${baseline.last?.version}; since ${ageText(age)} none is`,
    {
      // The index's word alone raises no error.
      severity: graded === 'error' && !isProven ? 'warning' : graded,
      expected: isProven ? { ...history.identity, from: 'history' } : undefined,
    },
  );
}
