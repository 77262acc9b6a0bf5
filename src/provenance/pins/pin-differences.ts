import type { PinChange } from '../report.ts';
import type { Pin } from './pin.ts';
import { comparePins } from './pin-order.ts';
import { pinText } from './pin-text.ts';

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
