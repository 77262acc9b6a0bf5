import { isDeepStrictEqual } from 'node:util';
import type { AST } from 'toml-eslint-parser';
import { tomlInline } from './toml-inline.ts';

/** A package of a `pylock.toml` as far as it is asked about. */
export interface PylockPackage {
  readonly name: string;
  readonly version: string | undefined;
  readonly identities: readonly Readonly<Record<string, unknown>>[];
}

/** The member of a package that is written. */
export const IDENTITIES_KEY = 'attestation-identities';

/** What stands in place of a part of the text, in UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where the packages of a `pylock.toml` and their identities stand. */
export class PylockLayout {
  readonly #nodes: readonly (AST.TOMLKeyValue | AST.TOMLTable)[];

  constructor(nodes: readonly (AST.TOMLKeyValue | AST.TOMLTable)[]) {
    this.#nodes = nodes;
  }

  edits(
    text: string,
    before: readonly PylockPackage[],
    wanted: readonly (readonly Readonly<Record<string, unknown>>[])[],
  ): Edit[] {
    const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n';
    return before.flatMap(({ identities }, index) => {
      const entries = wanted[index] ?? [];
      if (isDeepStrictEqual(plain(identities), plain(entries))) return [];
      return this.#packageEdits(text, index, entries, lineEnd);
    });
  }

  #packageEdits(
    text: string,
    index: number,
    entries: readonly Readonly<Record<string, unknown>>[],
    lineEnd: string,
  ): Edit[] {
    const tables = this.#tables(['packages', index, IDENTITIES_KEY]);
    const [firstTable] = tables;
    if (firstTable) {
      const [first, ...others] = tables.map((table) => wholeLines(text, table.range));
      const blocks = entries.map((entry) => block(entry, lineEnd)).join(lineEnd);
      return [
        ...(first ? [{ ...first, text: blocks }] : []),
        ...others.map((range) => ({ ...range, text: '' })),
      ];
    }
    const owner = this.#owner(index);
    if (owner === undefined) return [];
    const pair = owner.body.find((each) => keyOf(each) === IDENTITIES_KEY);
    if (owner.type === 'TOMLInlineTable') return inlineEdits(owner, pair, entries);
    const list = listText(entries, lineEnd);
    if (pair && entries.length > 0) {
      return [{ start: pair.value.range[0], end: pair.value.range[1], text: list }];
    }
    if (pair) return [{ ...wholeLines(text, pair.range), text: '' }];
    const last = owner.body.at(-1) ?? owner.key;
    const indent = indentBefore(text, last.range[0]);
    const end = endOfLine(text, last.range[1]);
    const isOpen = end === text.length && !text.endsWith('\n');
    const line = `${isOpen ? lineEnd : ''}${indent}${IDENTITIES_KEY} = ${list}${lineEnd}`;
    return [{ start: end, end, text: line }];
  }

  /** The tables with this key, and those below it. */
  #tables(key: readonly (string | number)[]): AST.TOMLTable[] {
    return this.#nodes.filter(
      (node): node is AST.TOMLTable =>
        node.type === 'TOMLTable' && key.every((part, at) => node.resolvedKey[at] === part),
    );
  }

  /** The table that holds a package's members, or the inline one. */
  #owner(index: number): AST.TOMLTable | AST.TOMLInlineTable | undefined {
    const table = this.#tables(['packages', index]).find((each) => each.resolvedKey.length === 2);
    if (table) return table;
    const list = this.#nodes.find(
      (node): node is AST.TOMLKeyValue =>
        node.type === 'TOMLKeyValue' && keyOf(node) === 'packages',
    )?.value;
    const element = list?.type === 'TOMLArray' ? list.elements[index] : undefined;
    return element?.type === 'TOMLInlineTable' ? element : undefined;
  }
}

/** Undefined for a dotted key. */
function keyOf(pair: AST.TOMLKeyValue): string | undefined {
  const [first, ...others] = pair.key.keys;
  if (first === undefined || others.length > 0) return undefined;
  return first.type === 'TOMLBare' ? first.name : first.value;
}

/** In an inline table everything stays on its line. */
function inlineEdits(
  owner: AST.TOMLInlineTable,
  pair: AST.TOMLKeyValue | undefined,
  entries: readonly Readonly<Record<string, unknown>>[],
): Edit[] {
  const list = `[${entries.map(tomlInline).join(', ')}]`;
  if (pair) return [{ start: pair.value.range[0], end: pair.value.range[1], text: list }];
  const at = owner.body.at(-1)?.range[1] ?? owner.range[0] + 1;
  const comma = owner.body.length > 0 ? ',' : '';
  return [{ start: at, end: at, text: `${comma} ${IDENTITIES_KEY} = ${list}` }];
}

function listText(entries: readonly Readonly<Record<string, unknown>>[], lineEnd: string): string {
  const lines = entries.map((entry) => `    ${tomlInline(entry)},${lineEnd}`);
  return `[${lineEnd}${lines.join('')}]`;
}

function block(entry: Readonly<Record<string, unknown>>, lineEnd: string): string {
  const lines = Object.entries(entry).map(([key, value]) =>
    tomlInline({ [key]: value }).slice(2, -2),
  );
  return [`[[packages.${IDENTITIES_KEY}]]`, ...lines, ''].join(lineEnd);
}

/** From the start of its first line to the start of the line after its last. */
function wholeLines(text: string, [start, end]: readonly [number, number]): Omit<Edit, 'text'> {
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: endOfLine(text, end) };
}

/** The spaces and tabs that end at a place. */
function indentBefore(text: string, end: number): string {
  let start = end;
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1;
  return text.slice(start, end);
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}

/** The value without what only a parser adds: prototypes, dates. */
export function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
