import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { type Enumerator, isFollowedBy, parseEnumerator } from './enumerator.ts';
import { listItem } from './list-item.ts';
import { reportUnindent } from './missing-blank.ts';

/** `1. item`; undefined where what looks like an enumerator is the beginning of a text. */
export function enumeratedList(scan: Scan, at: number): number | undefined {
  const first = itemAt(scan, at, undefined);
  if (first === undefined) return undefined;
  const list = append(scan.parent, 'enumerated_list', lineNumber(scan, at));
  let isAuto = first.sequence === '#';
  let last = first;
  let { next, isFinished } = listItem(scan, at, first.length, list);
  for (;;) {
    const item = itemAt(scan, next, isAuto ? undefined : first.sequence);
    if (item === undefined || !continues(item, last, first, isAuto)) {
      if (!isFinished) reportUnindent(scan, next, 'Enumerated list');
      return next;
    }
    if (item.sequence === '#') isAuto = true;
    last = item;
    ({ next, isFinished } = listItem(scan, next, item.length, list));
  }
}

function continues(item: Enumerator, last: Enumerator, first: Enumerator, isAuto: boolean) {
  if (item.format !== first.format) return false;
  if (item.sequence === '#') return true;
  return item.sequence === first.sequence && !isAuto && item.ordinal === last.ordinal + 1;
}

/** An item's second line is blank, indented, or the next item. */
function itemAt(
  { lines }: Scan,
  at: number,
  expected: Enumerator['sequence'] | undefined,
): Enumerator | undefined {
  const item = parseEnumerator(lines[at] ?? '', expected);
  if (item === undefined) return undefined;
  const second = lines[at + 1] ?? '';
  return second === '' || second.startsWith(' ') || isFollowedBy(item, second) ? item : undefined;
}
