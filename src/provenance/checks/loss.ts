import { ageText, DAY_MS } from '../day.ts';
import type { FileFacts } from '../files/file-facts.ts';
import { fileKinds } from '../files/file-kinds.ts';
import { type Finding, makeFinding } from '../finding.ts';
import type { Pin } from '../pins/pin.ts';
import { arePinsOfPrereleases } from '../pins/pins-of-prereleases.ts';
import { REQUIRES, requiredBy } from '../policy/required-evidence.ts';
import type { Release } from '../project-listing.ts';
import type { Severity } from '../rule.ts';
import type { Check, JudgeContext } from './check.ts';

/** What it means that a file has no evidence: nothing, or that evidence was lost. */
export const checkLoss: Check = (facts, context) => {
  const { subject, evidence, index } = facts;
  if (evidence.kind !== 'none' || index.kind === 'unavailable') return [];
  // What is bound to no bytes was not looked at: nothing is known of its evidence.
  if (subject.sha256 === undefined && subject.from !== 'environment') return [];
  const required = requirement(facts, context);
  const listed = index.kind === 'listed' ? index : undefined;
  const loss =
    context.pins.length > 0
      ? lossAgainstPins(facts, context.pins)
      : listed?.release && (partial(listed.release, facts) ?? lossAgainstHistory(facts, context));
  if (loss !== undefined) return [...required, ...loss];
  return required.length > 0
    ? required
    : [makeFinding('unattested', unattestedText(facts, context))];
};

/** Also what could not be compared. */
function unattestedText(facts: FileFacts, context: JudgeContext): string {
  const { index, baseline, subject } = facts;
  const isUnhashed =
    index.kind === 'listed' && index.file.sha256 === undefined && subject.sha256 !== undefined;
  return [
    absence(facts, context),
    ...(isUnhashed
      ? ['the index lists the file without a SHA-256 and says nothing about its bytes']
      : []),
    ...(baseline?.order === 'version'
      ? ['the index gives no upload times, so releases are compared in the order of their versions']
      : []),
  ].join('; ');
}

/** What is known of why there is no evidence: "never" only where nothing else was seen. */
function absence(
  { index, baseline }: FileFacts,
  { pins, policy: { history } }: JudgeContext,
): string {
  if (index.kind !== 'listed') return 'no provenance was found';
  if (pins.length > 0) return 'not attested; nothing was lost since its publisher was pinned';
  const earlier = baseline?.attested.length ?? 0;
  if (earlier === 0) return 'not attested, and no earlier release is';
  const releases = earlier === 1 ? '1 earlier release is' : `${earlier} earlier releases are`;
  return `not attested; ${releases} attested, which is fewer than \`min-attested\` (${history.minAttested})`;
}

function requirement(
  { subject }: FileFacts,
  { demands, policy }: JudgeContext,
): readonly Finding[] {
  const by = requiredBy(subject, demands, policy);
  if (by === undefined) return [];
  return by === 'options'
    ? [
        makeFinding('required-unattested', `${REQUIRES[by]}, and the file has no attestation`, {
          why: DEMANDED,
          demanded: true,
        }),
      ]
    : [makeFinding('required-unattested', `${REQUIRES[by]}, and there is none`)];
}

const DEMANDED =
  'Options like `--repo` say who must have published; without provenance no publisher is known.';

/**
 * A pin says that files are attested from a day on; what was uploaded before it need not be, nor
 * what was not when it was written. A file that the index does not have at all was never seen before it.
 */
function lossAgainstPins(
  { index, subject, baseline }: FileFacts,
  pins: readonly Pin[],
): readonly Finding[] | undefined {
  const [pin] = pins;
  const { file, release } = index.kind === 'listed' ? index : {};
  const since = Math.min(
    ...pins.map(({ firstSeen }) => Date.parse(firstSeen?.date ?? '1970-01-01')),
  );
  if (pin === undefined || (file?.uploadedAt !== undefined && file.uploadedAt < since)) {
    return undefined;
  }
  const expected = { ...pin, from: 'pin' } as const;
  if (release !== undefined && release.attested > 0) {
    const kinds = fileKinds(subject.filename ?? file?.filename ?? '');
    const wasSo = kinds.every((kind) => pins.some(({ unattested }) => unattested?.includes(kind)));
    const message = wasSo
      ? `${partialText(release)}, as it was when the project was pinned`
      : `${partialText(release)}, and the project is pinned`;
    const severity = wasSo ? 'note' : 'error';
    return [makeFinding('provenance-partial', message, { severity, expected })];
  }
  if (release !== undefined && arePinsOfPrereleases(pins, release, baseline)) return undefined;
  const what = file === undefined ? 'the index has no such file' : 'this release has no provenance';
  return [makeFinding('provenance-lost', `the project is pinned, and ${what}`, { expected })];
}

const partialText = ({ attested, files }: Release): string =>
  `${attested} of ${files.length} files of the release are attested, this one is not`;

/** A warning only where releases used to be attested whole. */
function partial(release: Release, { baseline }: FileFacts): readonly Finding[] | undefined {
  if (release.attested === 0) return undefined;
  const last = baseline?.last;
  const wasFull = last !== undefined && last.attested === last.files.length;
  const more = wasFull ? {} : ({ severity: 'note' } as const);
  return [makeFinding('provenance-partial', partialText(release), more)];
}

/**
 * Graded by how long ago evidence stopped. Attacks are hours old; backports by forgetful
 * maintainers, and projects that gave attesting up, are most often old when they are installed.
 */
function lossAgainstHistory(
  { baseline, history }: FileFacts,
  { policy, now }: JudgeContext,
): readonly Finding[] | undefined {
  const { minAttested, errorDays, warnDays } = policy.history;
  if (baseline === undefined || baseline.attested.length < Math.max(1, minAttested)) {
    return undefined;
  }
  const { lostSince, attested, last } = baseline;
  const age = now - (lostSince ?? now);
  const graded: Severity =
    age < errorDays * DAY_MS ? 'error' : age < warnDays * DAY_MS ? 'warning' : 'note';
  const isProven = history.kind === 'proven';
  const doubt = isProven ? '' : ', of which none could be verified';
  const since =
    lostSince === undefined
      ? 'this one is not, and the index gives no upload times'
      : `since ${ageText(age)} none is`;
  const loss = makeFinding(
    'provenance-lost',
    `${attested.length} earlier releases are attested${doubt}, the last one ${last?.version}; ${since}`,
    {
      // The index's word alone raises no error.
      severity: graded === 'error' && !isProven ? 'warning' : graded,
      expected: isProven ? { ...history.identity, from: 'history' } : undefined,
    },
  );
  if (history.kind !== 'unavailable' || graded !== 'error') return [loss];
  const reason = `whether the release lost its provenance could not be checked: ${history.reason}`;
  return [makeFinding('not-checked', reason), loss];
}
