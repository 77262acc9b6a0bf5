import { isDeepStrictEqual } from 'node:util';
import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import { LockDefect } from './lock-document.ts';
import { parseToml } from './read-toml.ts';
import { tomlInline } from './toml-inline.ts';

/** An entry of `attestation-identities` (PEP 751): `kind` and what that kind has. */
export interface AttestationIdentity {
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** A package of a `pylock.toml` as far as it is asked about. */
export interface PylockPackage {
  readonly name: string;
  readonly version: string | undefined;
  readonly identities: readonly Readonly<Record<string, unknown>>[];
}

const KEY = 'attestation-identities';

/**
 * Writes `attestation-identities` into the packages of a `pylock.toml`. Every other byte of the
 * text stays: comments, layout, line ends. What is there in the form of tables
 * (`[[packages.attestation-identities]]`) is written as tables again, new ones as a list.
 *
 * @param text Of the whole file.
 * @param identitiesOf What a package should have, none at all to take them away; undefined to
 *   leave them as they are.
 * @throws LockDefect where the text is no TOML, or is laid out so that it cannot be told where a
 *   package ends
 */
export function writeIdentities(
  path: string,
  text: string,
  identitiesOf: (entry: PylockPackage) => readonly AttestationIdentity[] | undefined,
): string {
  const before = readPackages(path, text);
  const wanted = before.map((entry) => identitiesOf(entry) ?? entry.identities);
  const edits = topLevel(path, text).edits(text, before, wanted);
  const written = applyEdits(text, edits);
  const isAsMeant =
    isDeepStrictEqual(
      readPackages(path, written).map(({ identities }) => plain(identities)),
      wanted.map(plain),
    ) && isDeepStrictEqual(withoutIdentities(path, text), withoutIdentities(path, written));
  if (isAsMeant) return written;
  throw new LockDefect(
    { path, line: 1 },
    'is laid out in a way that cannot be written to',
    'Write it again with the tool that made it.',
  );
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let written = '';
  let position = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    written += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return written + text.slice(position);
}

function readPackages(path: string, text: string): PylockPackage[] {
  const packages = parseToml(path, text)['packages'];
  return (Array.isArray(packages) ? packages : []).map((entry: Record<string, unknown>) => ({
    name: String(entry['name']),
    version: typeof entry['version'] === 'string' ? entry['version'] : undefined,
    identities: Array.isArray(entry[KEY]) ? entry[KEY] : [],
  }));
}

function withoutIdentities(path: string, text: string): unknown {
  return JSON.parse(JSON.stringify(parseToml(path, text)), (key, value) =>
    key === KEY ? undefined : value,
  );
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function topLevel(path: string, text: string): PylockLayout {
  try {
    return new PylockLayout(parseTOML(text, { tomlVersion: 'latest' }).body[0].body);
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    throw new LockDefect({ path, line: cause.lineNumber }, 'is no TOML');
  }
}

/** Where the packages of a `pylock.toml` and their identities stand. */
class PylockLayout {
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
    const tables = this.#tables(['packages', index, KEY]);
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
    const pair = owner.body.find((each) => keyOf(each) === KEY);
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
    const line = `${isOpen ? lineEnd : ''}${indent}${KEY} = ${list}${lineEnd}`;
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
  return [{ start: at, end: at, text: `${comma} ${KEY} = ${list}` }];
}

function listText(entries: readonly Readonly<Record<string, unknown>>[], lineEnd: string): string {
  const lines = entries.map((entry) => `    ${tomlInline(entry)},${lineEnd}`);
  return `[${lineEnd}${lines.join('')}]`;
}

function block(entry: Readonly<Record<string, unknown>>, lineEnd: string): string {
  const lines = Object.entries(entry).map(([key, value]) =>
    tomlInline({ [key]: value }).slice(2, -2),
  );
  return [`[[packages.${KEY}]]`, ...lines, ''].join(lineEnd);
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
