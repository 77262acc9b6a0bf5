import { dayOf } from '../day.ts';
import { verifiedStatements } from '../files/file-evidence.ts';
import type { FileFacts, HistoryWord, ReleasePublisher } from '../files/file-facts.ts';
import { type Finding, makeFinding } from '../finding.ts';
import { type ExpectedIdentity, type Identity, identityText } from '../identity/identity.ts';
import { comparePin, type IdentityDifference } from '../pins/compare-pin.ts';
import { type Pin, pinOf } from '../pins/pin.ts';
import { arePinsOfPrereleases } from '../pins/pins-of-prereleases.ts';
import { ruleOf } from '../rules.ts';
import type { VerificationSubject } from '../subject.ts';
import type { Check } from './check.ts';

/** Whether whoever published is who may: by the pins, or else by earlier releases. */
export const checkIdentity: Check = (facts, { pins }) => {
  const statements = verifiedStatements(facts.evidence);
  const [first] = statements;
  if (first === undefined) return [];
  const others = statements
    .filter(({ identity }) => !isSamePublisher(identity, first.identity))
    .map(({ identity }) =>
      makeFinding(
        'inconsistent',
        `the file has statements of two publishers, ${identityText(first.identity)} and ${identityText(identity)}`,
        { observed: identity },
      ),
    );
  const changes =
    pins.length > 0
      ? againstPins(pins, first.identity, facts)
      : againstHistory(facts, facts.history, first.identity);
  return [...changes, ...others];
};

/** Several publishers may be pinned; the one that is nearest is compared. */
function againstPins(
  pins: readonly Pin[],
  observed: Identity,
  { index, baseline }: FileFacts,
): readonly Finding[] {
  const compared = pins.map((pin) => ({ pin, differences: comparePin(pin, observed) }));
  const [nearest] = compared.toSorted((a, b) => gravity(a.differences) - gravity(b.differences));
  if (nearest === undefined) return [];
  const release = index.kind === 'listed' ? index.release : undefined;
  const isFirstFinal = release !== undefined && arePinsOfPrereleases(pins, release, baseline);
  return nearest.differences
    .map((difference) => (isFirstFinal ? ofFirstFinal(difference) : difference))
    .map((difference) => differenceFinding(difference, { ...nearest.pin, from: 'pin' }, observed));
}

/** Nightlies are started otherwise than final releases: another workflow is a warning. */
function ofFirstFinal({ rule, severity, message }: IdentityDifference): IdentityDifference {
  return rule === 'workflow-changed'
    ? { rule, message: `${message}; the pin was written from pre-releases` }
    : { rule, message, ...(severity === undefined ? {} : { severity }) };
}

const WEIGHT = { error: 100, warning: 10, note: 1 } as const;

/** A change of the publisher weighs more than any of circumstances. */
function gravity(differences: readonly IdentityDifference[]): number {
  const weights = differences.map(
    ({ rule, severity }) =>
      WEIGHT[severity ?? ruleOf(rule).severity] * (IS_OTHER.has(rule) ? 5 : 1),
  );
  return weights.reduce((sum, weight) => sum + weight, 0);
}

const IS_OTHER: ReadonlySet<string> = new Set(['identity-changed', 'account-resurrected']);

function differenceFinding(
  { rule, severity, message }: IdentityDifference,
  expected: ExpectedIdentity,
  observed: Identity,
): Finding {
  return makeFinding(rule, message, {
    expected,
    observed,
    ...(severity === undefined ? {} : { severity }),
  });
}

function againstHistory(
  { baseline, subject }: FileFacts,
  history: HistoryWord,
  observed: Identity,
): readonly Finding[] {
  const by = `attested by ${identityText(observed)}, who is not pinned`;
  const untimed =
    baseline?.order === 'version'
      ? '; the index gives no upload times, so releases are compared in the order of their versions'
      : '';
  switch (history.kind) {
    case 'not-asked':
      return [firstSeen(`${by}${untimed}`, observed)];
    case 'claimed':
      return [
        firstSeen(`${by}; release ${history.version} names the same publisher${untimed}`, observed),
      ];
    case 'unavailable':
    case 'unproven':
      return [
        makeFinding('not-checked', unreadable(history, baseline?.measure.length ?? 0)),
        firstSeen(by, observed),
      ];
    case 'proven':
      break;
  }
  const changes = [
    ...againstRelease(history, subject, observed)
      // How pre-releases are made is no rule for a final release.
      .filter(({ rule }) => !(baseline?.isSubstitute === true && rule === 'workflow-changed')),
  ];
  if (changes.some(({ rule }) => rule !== 'renamed')) return changes;
  const run =
    history.run.agreeing === 1
      ? `release ${history.version} agrees`
      : `${history.run.agreeing} releases since ${history.run.since.slice(0, 7)} agree`;
  const before = history.before === undefined ? [] : sinceLocked(history.before, subject, observed);
  return [...changes, ...before, firstSeen(`${by}; ${run}${untimed}`, observed)];
}

/** What a single earlier release was started by is no rule to be held to. */
function againstRelease(
  { identity }: ReleasePublisher,
  { project = '' }: VerificationSubject,
  observed: Identity,
): readonly Finding[] {
  const expected = { ...identity, from: 'history' } as const;
  return comparePin(pinOf(project, identity, { date: dayOf(0) }), observed)
    .filter(({ rule }) => rule !== 'drift')
    .map((difference) => differenceFinding(difference, expected, observed));
}

const MILDER = { error: 'warning', warning: 'note', note: 'note' } as const;

/**
 * The publisher is known by now, and is another than that of the release that was in use: somebody
 * should have seen that, and it is no alarm. That a name was registered anew always is one.
 */
function sinceLocked(
  before: ReleasePublisher,
  subject: VerificationSubject,
  observed: Identity,
): readonly Finding[] {
  return againstRelease(before, subject, observed)
    .filter(({ rule }) => rule !== 'renamed')
    .map((finding) => ({
      ...finding,
      message: `${finding.message}; compared with ${before.version}, which was locked before`,
      severity: ruleOf(finding.rule).acceptable ? MILDER[finding.severity] : finding.severity,
    }));
}

function unreadable(
  history: Extract<HistoryWord, { kind: 'unavailable' | 'unproven' }>,
  earlier: number,
): string {
  const what =
    history.kind === 'unavailable'
      ? `their evidence could not be read: ${history.reason}`
      : 'none of what the index has as evidence of them verifies';
  return `whether the publisher changed could not be checked: ${earlier} earlier releases are attested, and ${what}`;
}

function firstSeen(message: string, observed: Identity): Finding {
  return makeFinding('first-seen', message, { observed });
}

/** Whether two identities are of one publisher, whatever run it was. */
export function isSamePublisher(a: Identity, b: Identity): boolean {
  const changes = comparePin(pinOf('', a, { date: dayOf(0) }), b);
  return changes.every(({ rule }) => rule === 'drift' || rule === 'renamed');
}
