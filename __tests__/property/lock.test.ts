import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parse, stringify } from 'smol-toml';
import { type AST, parseTOML } from 'toml-eslint-parser';
import { jsonLines } from '../../src/lockfiles/json.ts';
import { LockDefect } from '../../src/lockfiles/lock-document.ts';
import type { Lines } from '../../src/lockfiles/lock-table.ts';
import { readLock } from '../../src/lockfiles/read-lock.ts';
import { tomlLines } from '../../src/lockfiles/toml.ts';
import { tries } from './tries.ts';

const PATHS = [
  'pylock.toml',
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'Pipfile.lock',
  'report.json',
  'requirements.txt',
  'unnamed',
];
const path = fc.constantFrom(...PATHS);

/** Reads whatever it is: a document whose places are in the text, or a defect that says where. */
async function survives(name: string, content: string | Uint8Array): Promise<boolean> {
  const lineCount = Buffer.from(content)
    .toString('latin1')
    .split(/\r\n|[\r\n]/).length;
  const isPlace = ({ line }: { readonly line: number }) => line >= 1 && line <= lineCount;
  try {
    const { packages } = await readLock(name, content);
    expect(packages.every((entry) => isPlace(entry.at))).toBe(true);
    expect(packages.every((entry) => entry.files.every((file) => isPlace(file.at)))).toBe(true);
    return true;
  } catch (error) {
    if (!(error instanceof LockDefect)) throw error;
    expect(isPlace(error.at)).toBe(true);
    expect(error.message.length).toBeLessThan(500);
    expect(error.remedy).not.toBe('');
    return false;
  }
}

/** Members that locks have, and some that no object should get. */
const key = fc.constantFrom(
  ...'name version source files file hash hashes url path wheels sdist archive vcs directory'.split(
    ' ',
  ),
  ...'registry git editable package packages metadata install download_info default _meta'.split(
    ' ',
  ),
  ...'lock-version lock_version sha256 size index groups markers manifest members __proto__'.split(
    ' ',
  ),
  ...'constructor toString attestation-identities kind upload-time pipfile-spec'.split(' '),
);
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('1.0', '4.5', '1', 'foo', `sha256:${'a'.repeat(64)}`, 'a'.repeat(64), 'git'),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { table } = fc.letrec<{ table: object; value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    leaf,
    tie('table'),
    fc.array(tie('table'), { maxLength: 3 }),
  ),
  table: fc.array(fc.tuple(key, tie('value')), { maxLength: 6 }).map(members),
}));

/** An object with these own members, `__proto__` among them. */
function members(entries: readonly (readonly [string, unknown])[]): object {
  const made = {};
  for (const [name, value] of entries) {
    Object.defineProperty(made, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return made;
}

/** What brings a reader past its first question. */
const HEADS: Readonly<Record<string, object>> = {
  'pylock.toml': { 'lock-version': '1.0' },
  'uv.lock': { version: 1 },
  'poetry.lock': { metadata: { 'lock-version': '2.1' } },
  'pdm.lock': { metadata: { lock_version: '4.5' } },
  'Pipfile.lock': { _meta: { 'pipfile-spec': 6 } },
  'report.json': { version: '1' },
};

test('any bytes are read or refused with a place', async () => {
  await fc.assert(
    fc.asyncProperty(path, fc.uint8Array({ maxLength: 300 }), async (name, bytes) => {
      await survives(name, bytes);
    }),
  );
});

test('members of any type are read or refused with a place, and change no prototype', async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(HEADS)),
      table,
      fc.array(table, { maxLength: 3 }),
      fc.boolean(),
      async (name, any, packages, isIndented) => {
        const list = {
          package: packages,
          packages,
          install: packages,
          default: members([['foo', any]]),
        };
        const whole = { ...any, ...HEADS[name], ...list };
        const isJson = name === 'report.json' || name === 'Pipfile.lock';
        const text = isJson ? JSON.stringify(whole, null, isIndented ? 2 : 0) : stringify(whole);
        read += Number(await survives(name, text));
        expect(Object.keys(Object.prototype)).toEqual([]);
        expect(Object.keys(Array.prototype)).toEqual([]);
      },
    ),
    tries(200),
  );
  expect(read).toBeGreaterThan(5);
});

test('any arrangement of awkward lines is read as requirements or refused with a line', async () => {
  const line = fc.oneof(
    fc.constantFrom(
      'a==1',
      'a == 1 ; os_name == "x"',
      'b @ https://e.example/b-1.zip#sha256=',
      `c==2 --hash=sha256:${'a'.repeat(64)}`,
      '-e .',
      '-i https://e.example',
      '--no-index',
      '# comment \\',
      '   # x',
      '\\',
      '\\\\',
      "'",
      '"',
      '-',
      '--',
      '-r x',
      './a[b',
      '\x24{VAR}',
    ),
    fc.string({ maxLength: 10 }),
  );
  const end = fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\\\n',
    ' \\\n',
    '\x0b',
    '\x0c',
    '\x85',
    '\u2028',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(line, end)), async (parts) => {
      await survives('requirements.txt', parts.flat().join(''));
    }),
    tries(1000),
  );
});

test('whatever a lock says is read back, with the lines that another parser finds', () => {
  fc.assert(
    fc.property(table, (any) => {
      const text = stringify(any);
      const root = parse(text);
      const lines = tomlLines(text, root);
      compare(root, '', lines, tomlPlaces(text));
    }),
    tries(200),
  );
});

/** TOML that no library writes: dotted and quoted keys, long strings, comments everywhere. */
const layout = fc.constantFrom(
  '[[a]]\n',
  '[[ "a" ]] # [x]\n',
  '[a.b]\n',
  "[[a.'c d']]\n",
  '[[a.b.c]]\n',
  '[z]\n',
  'k = 1\n',
  '"q\\u0041" = {x=1,y.z=[{}]}\n',
  'd.e.f = [ # [\n  {g = "}"}, [1, 2.5], # ]\n  1979-05-27 07:32:00Z,\n]\n',
  's = """\n[[a]]\n"a""""\n',
  "t = '''\n'x''\n'''\r\n",
  'u = "\\"[a]"\n',
  'v = """a\\\n   b"""\n',
  'w = [\n\n]\n',
  '# comment "\n',
  '\n',
  '\r\n',
  ' \t[a.b.i] \n',
  'x.y = 1\nx.z = {q = [[{r = 1}]]}\n',
);

test('the lines of any layout are those that another parser finds', () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(layout, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      let root: object;
      try {
        root = parse(text);
      } catch {
        return;
      }
      compared += 1;
      compare(root, '', tomlLines(text, root), tomlPlaces(text));
    }),
    tries(3000),
  );
  expect(compared).toBeGreaterThan(200);
});

test('the lines of JSON are those where its members stand', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), { maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      (values, indent) => {
        // No value that is made has such a key, so that its lines can be looked for.
        const root = values.map((value) => ({ [KEY]: { value } }));
        const text = JSON.stringify(root, null, indent);
        const found = text
          .split('\n')
          .flatMap((line, index) => (line.includes(JSON.stringify(KEY)) ? [index + 1] : []));
        const lines = jsonLines(text, root);
        expect(root.map((value) => lines.of(value[KEY] ?? {}))).toEqual(found);
        expect(root.map((value) => lines.of(value))).toEqual(found.map((line) => line - 1));
      },
    ),
  );
});

const KEY = ' the "{[\n key\\';

/** The line of each table and array by its path, as toml-eslint-parser finds it. */
function tomlPlaces(text: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const [top] = parseTOML(text).body;
  const visitValue = (value: AST.TOMLContentNode, at: string): void => {
    if (value.type === 'TOMLArray') {
      places.set(at, value.loc.start.line);
      for (const [index, element] of value.elements.entries())
        visitValue(element, `${at}/${index}`);
    } else if (value.type === 'TOMLInlineTable') {
      places.set(at, value.loc.start.line);
      for (const pair of value.body) visitPair(pair, at);
    }
  };
  const visitPair = (pair: AST.TOMLKeyValue, at: string): void => {
    let inner = at;
    for (const part of pair.key.keys) {
      inner += `/${part.type === 'TOMLBare' ? part.name : part.value}`;
      // A table that a dotted key makes begins with the first such key.
      if (!places.has(inner)) places.set(inner, part.loc.start.line);
    }
    visitValue(pair.value, inner);
  };
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') visitPair(node, '');
    else {
      const at = node.resolvedKey.map((part) => `/${part}`).join('');
      places.set(at, node.loc.start.line);
      for (const pair of node.body) visitPair(pair, at);
    }
  }
  return places;
}

/** Compares tables and arrays that have a place of their own there. */
function compare(
  value: unknown,
  at: string,
  lines: Lines,
  places: ReadonlyMap<string, number>,
): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return;
  const expected = places.get(at);
  if (expected !== undefined) expect([at, lines.of(value)]).toEqual([at, expected]);
  for (const name of Object.keys(value)) {
    compare((value as Readonly<Record<string, unknown>>)[name], `${at}/${name}`, lines, places);
  }
}
