import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { listItem } from './list-item.ts';
import { reportUnindent } from './missing-blank.ts';

const MARKER = /^([-+*•‣⁃])(?: +|$)/;

/** `- item`; another character begins another list. */
export function bulletList(scan: Scan, at: number): number {
  const list = append(scan.parent, 'bullet_list', lineNumber(scan, at));
  const bullet = scan.lines[at]?.charAt(0);
  let next = at;
  for (let isFinished = true; ; ) {
    const marker = MARKER.exec(scan.lines[next] ?? '');
    if (marker === null || marker[1] !== bullet) {
      if (!isFinished) reportUnindent(scan, next, 'Bullet list');
      return next;
    }
    ({ next, isFinished } = listItem(scan, next, marker[0].length, list));
  }
}
