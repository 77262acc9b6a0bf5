import { fileKinds } from '../files/file-kinds.ts';
import type { ExpectedIdentity, Identity } from '../identity/identity.ts';
import type { PinChange, Verdict, VerifiedItem } from '../report.ts';
import type { RuleId } from '../rules.ts';
import { PIN_RULES } from './accept-changes.ts';
import { comparePin } from './compare-pin.ts';
import { comparePins, type FirstSeen, type Pin, pinOf } from './pin.ts';
import { pinText } from './pin-file.ts';

/** Which pins a run may write. */
interface PinRequest {
  /** Publishers of projects without pins are pinned, and renamed repositories get their names. */
  readonly updatePins: boolean;
  /** Projects whose changed publisher takes the place of the one that is pinned. */
  readonly accept: readonly string[];
}

/**
 * The pins after a run. Only what verified is pinned, and a pin is never replaced unless that
 * was asked for: not even then where a name was registered anew.
 */
export function changePins(
  pins: readonly Pin[],
  items: readonly VerifiedItem[],
  { updatePins, accept }: PinRequest,
): readonly Pin[] {
  let changed = [...pins];
  for (const [project, own] of Map.groupBy(items, ({ subject }) => subject.project ?? '')) {
    const known = changed.filter((pin) => pin.project === project);
    const isAccepted = accept.includes(project);
    if (known.length > 0) {
      changed = own.reduce((all, item) => repinned(all, item, { updatePins, isAccepted }), changed);
    } else if (updatePins || isAccepted) {
      changed = [...changed, ...firstPins(project, own, isAccepted)];
    }
  }
  return changed.toSorted(comparePins);
}

/**
 * One pin for each publisher, with the earliest release that was verified. One that differs from
 * earlier publishers is pinned only by name (`--accept`), whatever the policy makes of the change.
 */
function firstPins(
  project: string,
  items: readonly VerifiedItem[],
  isAccepted: boolean,
): readonly Pin[] {
  const pins: Pin[] = [];
  const unattested = unattestedKinds(items);
  for (const item of items) {
    const { identity, verdict, findings } = item;
    if (identity === undefined || verdict !== 'verified') continue;
    if (!isAccepted && findings.some(({ rule }) => OTHERS.has(rule))) continue;
    if (pins.some((pin) => comparePin(pin, identity).length === 0)) continue;
    pins.push({ ...pinOf(project, identity, firstSeenOf(item)), unattested });
  }
  return pins;
}

/** That somebody else published. */
const OTHERS: ReadonlySet<RuleId> = new Set(
  [...PIN_RULES].filter((rule) => rule !== 'renamed' && rule !== 'drift'),
);

/** Kinds of files of which the run saw none that is attested: that is no loss later. */
function unattestedKinds(items: readonly VerifiedItem[]): readonly string[] | undefined {
  const kindsOf = (is: Verdict) =>
    items
      .filter(({ verdict, subject }) => verdict === is && subject.filename !== undefined)
      .flatMap(({ subject }) => fileKinds(subject.filename ?? ''));
  const attested = new Set(kindsOf('verified'));
  const kinds = [...new Set(kindsOf('unattested'))].filter((kind) => !attested.has(kind));
  return kinds.length === 0 ? undefined : kinds.toSorted();
}

function firstSeenOf({ subject, history, log, uploadTime }: VerifiedItem): FirstSeen {
  const day = (time: string | undefined) => (time ?? '1970-01-01').slice(0, 10);
  return history === undefined
    ? { version: subject.version, date: day(log?.time ?? uploadTime), logIndex: log?.index }
    : { version: history.version, date: day(history.since), logIndex: history.logIndex };
}

function repinned(
  pins: readonly Pin[],
  { identity, findings, subject }: VerifiedItem,
  request: { readonly updatePins: boolean; readonly isAccepted: boolean },
): Pin[] {
  const changes = findings.filter(({ rule }) => PIN_RULES.has(rule));
  const [change] = changes;
  const isGrave = findings.some(({ rule }) => rule === 'account-resurrected');
  if (identity === undefined || change?.expected === undefined || isGrave) return [...pins];
  const isRename = changes.every(({ rule }) => rule === 'renamed');
  if (!request.isAccepted && !(request.updatePins && isRename)) return [...pins];
  const { expected } = change;
  return pins.flatMap((pin) =>
    pin.project === subject.project && isExpected(pin, expected)
      ? renewed(pin, identity, pins)
      : [pin],
  );
}

/** The publisher stays known for as long as it was. */
function renewed(pin: Pin, identity: Identity, pins: readonly Pin[]): readonly Pin[] {
  const isKnown = pins.some(
    (other) => other.project === pin.project && comparePin(other, identity).length === 0,
  );
  const { firstSeen, project, unattested } = pin;
  const date = firstSeen?.date ?? '1970-01-01';
  return isKnown ? [] : [{ ...pinOf(project, identity, { ...firstSeen, date }), unattested }];
}

function isExpected(pin: Pin, { from, ...expected }: ExpectedIdentity): boolean {
  if (from !== 'pin') return false;
  const members = [
    'kind',
    'repository',
    'repositoryId',
    'ownerId',
    'workflow',
    'email',
    'ref',
  ] as const;
  // A pin's ref is a kind of ref, and so is that of an expected identity that comes from one.
  return members.every((member) => pin[member] === expected[member]);
}

/** Whom projects may come from before and after: what a reviewer should see. */
export function pinDifferences(
  before: readonly Pin[],
  after: readonly Pin[],
): readonly PinChange[] {
  const old = Map.groupBy(before, ({ project }) => project);
  const now = Map.groupBy(after, ({ project }) => project);
  return [...new Set([...old.keys(), ...now.keys()])].toSorted().flatMap((project) => {
    const [was, is] = [old.get(project) ?? [], now.get(project) ?? []].map((pins) =>
      pins.toSorted(comparePins),
    );
    if (was === undefined || is === undefined || pinText(was) === pinText(is)) return [];
    const kind = was.length === 0 ? 'added' : is.length === 0 ? 'removed' : 'changed';
    return [{ project, kind, before: was, after: is }];
  });
}
