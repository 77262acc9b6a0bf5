import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
} from 'yaml';
import {
  type SourceLocation,
  type YamlContent,
  YamlDefect,
  type YamlEntry,
  YamlNode,
} from './yaml-node.ts';

/** Far more than any workflow that people wrote. */
const MOST_CHARACTERS = 512 * 1024;
const MOST_LEVELS = 64;
/** Counted with every alias written out, as a reader of the tree meets them. */
const MOST_NODES = 50_000;

/**
 * Reads one YAML document. Aliases share their node, so memory follows the file's size; what
 * they would be when written out is counted, so that time does, too.
 * @param path how the file is called in places, relative to the repository
 * @throws YamlDefect
 */
export function readYaml(path: string, text: string): YamlNode {
  if (text.length > MOST_CHARACTERS) {
    throw new YamlDefect({ path, line: 1, column: 1 }, 'it is larger than 512 KiB');
  }
  const lines = new LineCounter();
  const placeAt = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [document, ...others] = documents(tokens(text, lines, placeAt));
  if (!document) return new YamlNode(placeAt(0), { kind: 'scalar', text: undefined });
  const second = others[0];
  if (second) throw new YamlDefect(placeAt(second.range[0]), 'it has more than one document');
  const [error] = document.errors;
  if (error) throw new YamlDefect(placeAt(error.pos[0]), error.message);
  return new TreeReader(placeAt).read(document.contents, 0).node;
}

/** The file's syntax, its depth bounded while it is read: the composer would recurse. */
function* tokens(
  text: string,
  lines: LineCounter,
  placeAt: (offset: number) => SourceLocation,
): Generator<CST.Token> {
  const parser = new Parser();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    lines.addNewLine(at + 1);
  }
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > 2 * MOST_LEVELS) {
      throw new YamlDefect(placeAt(parser.offset), `it is nested more than ${MOST_LEVELS} levels`);
    }
  }
  yield* parser.end();
}

function documents(syntax: Iterable<CST.Token>): readonly Document.Parsed[] {
  // Two equal keys are looked for below: the library compares every key with every other.
  const composer = new Composer({ uniqueKeys: false });
  return [...composer.compose(syntax)];
}

interface Counted {
  readonly node: YamlNode;
  /** How many nodes a reader of the tree meets in it. */
  readonly weight: number;
}

class TreeReader {
  readonly #placeAt: (offset: number) => SourceLocation;
  readonly #anchors = new Map<string, Counted>();

  constructor(placeAt: (offset: number) => SourceLocation) {
    this.#placeAt = placeAt;
  }

  read(parsed: unknown, offset: number): Counted {
    if (isAlias(parsed)) {
      const target = this.#anchors.get(parsed.source);
      const at = this.#placeAt(parsed.range?.[0] ?? offset);
      if (!target) throw new YamlDefect(at, `there is no anchor &${parsed.source} before it`);
      return target;
    }
    const range = isScalar(parsed) || isMap(parsed) || isSeq(parsed) ? parsed.range : undefined;
    const at = this.#placeAt(range?.[0] ?? offset);
    const content = this.#content(parsed, at, range?.[0] ?? offset);
    if (content.weight > MOST_NODES) {
      throw new YamlDefect(at, `it has more than ${MOST_NODES} values`);
    }
    const anchor = isScalar(parsed) || isMap(parsed) || isSeq(parsed) ? parsed.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, content);
    return content;
  }

  #content(parsed: unknown, at: SourceLocation, offset: number): Counted {
    if (isSeq(parsed)) {
      const items = parsed.items.map((item) => this.read(item, offset));
      return counted(at, { kind: 'list', items: items.map(({ node }) => node) }, items);
    }
    if (!isMap(parsed))
      return { node: new YamlNode(at, scalar(parsed), comment(parsed)), weight: 1 };
    const entries = new Map<string, YamlEntry>();
    const values: Counted[] = [];
    for (const { key, value } of parsed.items) {
      const { node: keyNode } = this.read(key, offset);
      const name = keyNode.text ?? '';
      if (entries.has(name)) throw new YamlDefect(keyNode.at, `it has the key "${name}" twice`);
      const read = this.read(value, isScalar(key) ? (key.range?.[0] ?? offset) : offset);
      values.push(read);
      entries.set(name, { key: name, at: keyNode.at, value: read.node });
    }
    return counted(at, { kind: 'mapping', entries }, values);
  }
}

function counted(at: SourceLocation, content: YamlContent, parts: readonly Counted[]): Counted {
  const weight = parts.reduce((sum, part) => sum + part.weight, 1);
  return { node: new YamlNode(at, content), weight };
}

function scalar(parsed: unknown): YamlContent {
  if (!isScalar(parsed) || parsed.value === null) return { kind: 'scalar', text: undefined };
  const { value, source } = parsed;
  // What is no text (`3.10`, `true`) is shown as it is written.
  return { kind: 'scalar', text: typeof value === 'string' ? value : source };
}

function comment(parsed: unknown): string | undefined {
  return isScalar(parsed) ? parsed.comment?.split('\n')[0]?.trim() : undefined;
}
