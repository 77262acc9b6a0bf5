import { comparePin, type IdentityDifference } from '../compare-pin.ts';
import { dayOf } from '../day.ts';
import { verifiedStatements } from '../file-evidence.ts';
import type { FileFacts, HistoryWord } from '../file-facts.ts';
import type { Finding } from '../finding.ts';
import type { ExpectedIdentity, Identity } from '../identity.ts';
import { identityText } from '../identity-text.ts';
import { makeFinding } from '../make-finding.ts';
import type { Pin } from '../pin.ts';
import { pinOf } from '../pin-of.ts';
import { ruleOf } from '../rules.ts';
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
      ? againstPins(pins, first.identity)
      : againstHistory(facts, facts.history, first.identity);
  return [...changes, ...others];
};

/** Several publishers may be pinned; the one that is nearest is compared. */
function againstPins(pins: readonly Pin[], observed: Identity): readonly Finding[] {
  const compared = pins.map((pin) => ({ pin, differences: comparePin(pin, observed) }));
  const [nearest] = compared.toSorted((a, b) => gravity(a.differences) - gravity(b.differences));
  if (nearest === undefined) return [];
  return nearest.differences.map((difference) =>
    differenceFinding(difference, { ...nearest.pin, from: 'pin' }, observed),
  );
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
  if (history.kind !== 'proven') {
    if (history.kind === 'claimed') {
      const same = `release ${history.version} names the same publisher`;
      return [
        firstSeen(`attested by ${identityText(observed)}, who is not pinned; ${same}`, observed),
      ];
    }
    const earlier = baseline?.attested.length ?? 0;
    const claimed =
      earlier === 0 ? '' : `; the index says that ${earlier} earlier releases are attested`;
    return [
      firstSeen(`attested by ${identityText(observed)}, who is not pinned${claimed}`, observed),
    ];
  }
  const before = pinOf(subject.project ?? '', history.identity, { date: dayOf(0) });
  const expected = { ...history.identity, from: 'history' } as const;
  const changes = comparePin(before, observed)
    // What a single earlier release was started by is no rule to be held to.
    .filter(({ rule }) => rule !== 'drift')
    .map((difference) => differenceFinding(difference, expected, observed));
  if (changes.some(({ rule }) => rule !== 'renamed')) return changes;
  const run =
    history.run.agreeing === 1
      ? `release ${history.version} agrees`
      : `${history.run.agreeing} releases since ${history.run.since.slice(0, 7)} agree`;
  return [
    ...changes,
    firstSeen(`attested by ${identityText(observed)}, who is not pinned; ${run}`, observed),
  ];
}

function firstSeen(message: string, observed: Identity): Finding {
  return makeFinding('first-seen', message, { observed });
}

/** Whether two identities are of one publisher, whatever run it was. */
export function isSamePublisher(a: Identity, b: Identity): boolean {
  const changes = comparePin(pinOf('', a, { date: dayOf(0) }), b);
  return changes.every(({ rule }) => rule === 'drift' || rule === 'renamed');
}
