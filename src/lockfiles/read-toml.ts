import { parse, TomlError } from 'smol-toml';
import { LockDefect } from './lock-document.ts';
import { LockTable } from './lock-table.ts';
import { tomlLines } from './toml-lines.ts';

/** Locks are some four levels deep; deeper ones exist only to exhaust a reader's stack. */
const MOST_DEPTH = 64;

/** @throws LockDefect where the text is no TOML. */
export function readToml(path: string, text: string): LockTable {
  const root = parseToml(path, text);
  return new LockTable(root, tomlLines(text, root), { path, line: 1 });
}

/** @throws LockDefect where the text is no TOML. */
export function parseToml(path: string, text: string): Readonly<Record<string, unknown>> {
  try {
    return parse(text, { maxDepth: MOST_DEPTH });
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const why = cause.message.split('\n')[0] ?? '';
    throw new LockDefect(
      { path, line: cause.line },
      `is no TOML: ${why.replace('Invalid TOML document: ', '')}`,
    );
  }
}
