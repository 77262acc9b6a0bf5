import { LockDefect } from '../lock-defect.ts';
import type { LockedPackage, Place } from '../lock-document.ts';
import { requireUtf8 } from './declared-encoding.ts';
import { lineOptions } from './line-options.ts';
import { logicalLines } from './logical-lines.ts';
import { readRequirementLine } from './requirement-line.ts';

/** Another file that one names with `-r` or `-c`. */
export interface RequirementsInclude {
  readonly kind: 'requirement' | 'constraint';
  /** As written: relative to the file that names it, absolute, or a URL. */
  readonly target: string;
  readonly at: Place;
}

/** One requirements file by itself. */
export interface RequirementsFile {
  /** In the order of the file. */
  readonly entries: readonly (LockedPackage | RequirementsInclude)[];
  /** `--index-url` and `--extra-index-url` as written, in that order. */
  readonly indexUrls: readonly string[];
}

/**
 * Reads the text of a requirements file with pip's (26.3) understanding of its lines.
 * `${VARIABLES}` stay as written.
 * @throws LockDefect for a line that pip would refuse, and for a declared encoding but UTF-8
 */
export function readRequirementsFile(path: string, text: string): RequirementsFile {
  requireUtf8(path, text);
  const entries: (LockedPackage | RequirementsInclude)[] = [];
  let indexUrl: string | undefined;
  const extraIndexUrls: string[] = [];
  for (const { text: content, line } of logicalLines(text)) {
    const at = { path, line };
    const options = lineOptions(content, at);
    const [editable] = options.values('--editable');
    const requirement = options.requirement || editable;
    if (requirement !== undefined) {
      const isEditable = options.requirement === '';
      const hashes = options.values('--hash');
      entries.push(readRequirementLine({ requirement, hashes, isEditable, at }));
      continue;
    }
    const include = readInclude(options.values, at);
    if (include) {
      entries.push(include);
      continue;
    }
    if (options.values('--no-index').length > 0) {
      indexUrl = undefined;
      extraIndexUrls.length = 0;
      continue;
    }
    indexUrl = options.values('--index-url').at(-1) ?? indexUrl;
    for (const url of options.values('--extra-index-url')) extraIndexUrls.push(url);
  }
  return { entries, indexUrls: [...(indexUrl === undefined ? [] : [indexUrl]), ...extraIndexUrls] };
}

/** Of several in one line pip takes the first `-r`, and a `-c` only where there is none. */
function readInclude(
  values: (option: string) => readonly string[],
  at: Place,
): RequirementsInclude | undefined {
  const [requirement] = values('--requirement');
  const target = requirement ?? values('--constraint')[0];
  if (target === undefined) return undefined;
  if (target === '') throw new LockDefect(at, 'includes a file without a name', 'Name it.');
  return { kind: requirement === undefined ? 'constraint' : 'requirement', target, at };
}
