import { indentedBlock } from '../block.ts';
import { append } from '../node.ts';
import { lineNumber, type Scan } from '../parser.ts';
import { reportUnindent } from './missing-blank.ts';

const ARGUMENT = '(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)';
const SHORT = `[-+][a-zA-Z0-9](?: ?${ARGUMENT})?`;
const LONG = `(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]${ARGUMENT})?`;
const OPTION = `(?:${SHORT}|${LONG})`;
export const OPTION_MARKER = new RegExp(`^${OPTION}(?:, ${OPTION})*(?:  +| ?$)`);

/** `-o, --option=VALUE  description`; undefined where no description follows. */
export function optionList(scan: Scan, at: number): number | undefined {
  let next = at;
  const node: { list?: ReturnType<typeof append> } = {};
  for (let isFinished = true; ; ) {
    const marker = OPTION_MARKER.exec(scan.lines[next] ?? '');
    const block =
      marker === null ? undefined : indentedBlock(scan, next, { firstIndent: marker[0].length });
    if (block === undefined || block.lines.length === 0) {
      if (node.list === undefined) return undefined;
      if (!isFinished) reportUnindent(scan, next, 'Option list');
      return next;
    }
    node.list ??= append(scan.parent, 'option_list', lineNumber(scan, at));
    scan.parser.parse(block, append(node.list, 'list_item', lineNumber(scan, next)));
    ({ next, isFinished } = block);
  }
}
