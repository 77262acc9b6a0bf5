import { parse } from 'yaml';

interface Described {
  readonly description?: string;
  readonly default?: string | number | boolean;
}

interface ActionMetadata {
  readonly inputs?: Readonly<Record<string, Described | null>>;
  readonly outputs?: Readonly<Record<string, Described | null>>;
}

/**
 * A document with the tables between `<!-- inputs -->` and `<!-- /inputs -->`, and between
 * `<!-- outputs -->` and `<!-- /outputs -->`, made anew from the text of an action.yml.
 * An input that only spells another with `_` for `-` has no row.
 *
 * @param document What it is called, for the error.
 * @throws {Error} when a marker is missing.
 */
export function withTables(text: string, actionYml: string, document = 'README.md'): string {
  const { inputs = {}, outputs = {} } = parse(actionYml) as ActionMetadata;
  const named = Object.entries(inputs).filter(
    ([name]) => !name.includes('_') || !Object.hasOwn(inputs, name.replaceAll('_', '-')),
  );
  const inputTable = table(
    ['Input', 'Default', 'What it does'],
    named.map(([name, input]) => [
      code(name),
      input?.default === undefined || input.default === '' ? '' : code(String(input.default)),
      prose(input?.description ?? ''),
    ]),
  );
  const outputTable = table(
    ['Output', 'What it holds'],
    Object.entries(outputs).map(([name, output]) => [code(name), prose(output?.description ?? '')]),
  );
  const withInputs = between(text, 'inputs', inputTable, document);
  return between(withInputs, 'outputs', outputTable, document);
}

/** A document with what stands between two markers made anew. */
export function between(text: string, marker: string, content: string, document: string): string {
  const open = `<!-- ${marker} -->`;
  const close = `<!-- /${marker} -->`;
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start === -1 || end === -1) {
    throw new Error(`${document} has no ${open} … ${close}`);
  }
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}

/** A table of cells that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}

/** As a code span, whatever backticks are in it. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** On one line, and nothing outside code spans taken for HTML. */
function prose(description: string): string {
  return description
    .trim()
    .replaceAll(/\s+/g, ' ')
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part.replaceAll('<', '&lt;') : part))
    .join('`');
}
