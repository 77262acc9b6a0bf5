import { JSON_LIMITS } from '../json/limits.ts';
import { NO_JSON, parseStrictJson } from '../json/strict-json.ts';
import { jsonLines } from './json-lines.ts';
import { LockDefect } from './lock-defect.ts';
import { LockTable } from './lock-table.ts';

/** @throws LockDefect where the text is no JSON object. */
export function readJson(path: string, text: string): LockTable {
  const place = { path, line: 1 };
  const root = parsed(path, text);
  if (typeof root !== 'object' || root === null || Array.isArray(root)) {
    throw new LockDefect(place, 'is no JSON object');
  }
  return new LockTable(root, jsonLines(text, root), place);
}

function parsed(path: string, text: string): unknown {
  try {
    return parseStrictJson(text, JSON_LIMITS.lock);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const line = cause.message === NO_JSON ? brokenLine(text) : 1;
    throw new LockDefect({ path, line }, cause.message);
  }
}

/** V8 says where it gave up; the last line where it does not. */
function brokenLine(text: string): number {
  try {
    JSON.parse(text);
    return 1;
  } catch (cause) {
    const [, position] = /at position ([0-9]+)/.exec(String(cause)) ?? [];
    return text.slice(0, position === undefined ? undefined : Number(position)).split('\n').length;
  }
}
