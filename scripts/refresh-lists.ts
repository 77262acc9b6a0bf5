// node scripts/refresh-lists.ts: writes src/packaging/lists/ from the Python packages that PyPI has
// its lists from, in the versions of conformance/requirements.txt.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { installPython, JUDGES } from '../conformance/tools/python.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SCRIPT = resolve(import.meta.dirname, 'lists.py');

/** What lists.py prints. */
interface Lists {
  readonly trove: string;
  readonly classifiers: readonly string[];
  readonly deprecated: Readonly<Record<string, readonly string[]>>;
  readonly stdlib: string;
  readonly modules: readonly string[];
  readonly packaging: string;
  readonly spdx: string;
  readonly licenses: readonly string[];
  readonly exceptions: readonly string[];
}

/** The text of each generated file by its path from the repository's root. */
export async function makeLists(python: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await promisify(execFile)(python, [SCRIPT], { maxBuffer: 16 * 1024 * 1024 });
  const lists = JSON.parse(stdout) as Lists;
  return new Map([
    ['src/packaging/lists/classifiers.ts', classifiersModule(lists)],
    ['src/packaging/lists/spdx.ts', spdxModule(lists)],
    ['src/packaging/lists/standard-library.ts', standardLibraryModule(lists)],
  ]);
}

function classifiersModule({ trove, classifiers, deprecated }: Lists): string {
  const [year = '', month = '', day = ''] = trove.split('.');
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const current = classifiers.filter((name) => !Object.hasOwn(deprecated, name));
  return `${HEADER}
import { readGroups } from './tree.ts';

/** The day of trove-classifiers ${trove}. */
export const CLASSIFIERS_DATE = '${date}';

/** Every classifier that PyPI accepts. */
export const CLASSIFIERS: ReadonlySet<string> = new Set(
  readGroups(\`
${groups(current)}\`),
);

/** Those that it accepted once, with their successors. */
export const DEPRECATED_CLASSIFIERS: ReadonlyMap<string, readonly string[]> = new Map([
${Object.entries(deprecated).map(deprecatedEntry).join('')}]);
`;
}

/** As the formatter would have it. */
function deprecatedEntry([name, by]: readonly [string, readonly string[]]): string {
  const items = by.map(quoted);
  const line = `  [${quoted(name)}, [${items.join(', ')}]],\n`;
  if (line.length <= 101) return line;
  const list = `    [${items.join(', ')}],\n`;
  const lines =
    list.length <= 101
      ? list
      : `    [\n${items.map((item) => `      ${item},\n`).join('')}    ],\n`;
  return `  [\n    ${quoted(name)},\n${lines}  ],\n`;
}

function quoted(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

/** A group in a line, with all that is directly below it. */
function groups(names: readonly string[]): string {
  const paths = names.map((name) => name.split(' :: '));
  const byGroup = Map.groupBy(paths, (path) => path.slice(0, -1).join(' :: '));
  return [...byGroup]
    .map(([group, [first, ...others]]) => {
      const members = others.map((path) => `| ${path.at(-1)}`);
      return wrapped([`${group} = ${first?.at(-1)}`, ...members], '  ');
    })
    .join('');
}

/** What belongs to a module follows it in parentheses; each letter begins a new line. */
function nested(names: readonly string[]): string {
  const known = new Set(names);
  const parentOf = (name: string): string => {
    const parent = name.slice(0, Math.max(0, name.lastIndexOf('-')));
    return parent === '' || known.has(parent) ? parent : parentOf(parent);
  };
  const children = Map.groupBy(names, parentOf);
  const show = (name: string, parent: string): string => {
    const below = children.get(name)?.map((child) => show(child, name));
    const label = parent === '' ? name : name.slice(parent.length + 1);
    return below === undefined ? label : `${label}(${below.join(' ')})`;
  };
  const byLetter = Map.groupBy(children.get('') ?? [], ([letter]) => letter);
  return [...byLetter.values()]
    .map((tops) => wrapped(tops.flatMap((name) => show(name, '').split(' '))))
    .join('');
}

function spdxModule({ packaging, spdx, licenses, exceptions }: Lists): string {
  return `${HEADER}
import { readWords } from './tree.ts';

/** The SPDX list that PyPI uses: the one of packaging ${packaging}. */
export const SPDX_VERSION = '${spdx}';

/** Licence identifiers by their lower-case form. */
export const SPDX_LICENSES: ReadonlyMap<string, string> = readWords(\`
${wrapped(licenses)}\`);

/** Exceptions, which follow WITH, by their lower-case form. */
export const SPDX_EXCEPTIONS: ReadonlyMap<string, string> = readWords(\`
${wrapped(exceptions)}\`);
`;
}

function standardLibraryModule({ stdlib, modules }: Lists): string {
  return `${HEADER}
import { readNested } from './tree.ts';

/**
 * Names, in normal form, of the modules of Python's standard library in every version, those of
 * stdlib-list ${stdlib}, which PyPI uses. Made when it is called: few runs need it.
 */
export function standardLibraryNames(): ReadonlySet<string> {
  return new Set(readNested(NAMES));
}

const NAMES = \`
${nested(modules)}\`;
`;
}

/** Words in lines of at most 100 characters; lines after the first begin with `indent`. */
function wrapped(words: readonly string[], indent = ''): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + word.length >= 100) lines.push(indent + word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return `${lines.join('\n')}\n`;
}

const HEADER = '// Written by scripts/refresh-lists.ts.';

if (import.meta.main) {
  for (const [path, text] of await makeLists(await installPython(JUDGES))) {
    const target = resolve(ROOT, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
    console.log(target);
  }
}
