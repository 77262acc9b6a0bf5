import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { readYaml } from '../../../../src/workflows/yaml/read-yaml.ts';
import { YamlDefect, type YamlNode } from '../../../../src/workflows/yaml/yaml-node.ts';
import { tries } from '../../../property/tries.ts';

const defectOf = (text: string): YamlDefect => {
  try {
    readYaml('w.yml', text);
  } catch (cause) {
    if (cause instanceof YamlDefect) return cause;
    throw cause;
  }
  throw new Error('it was read');
};

describe('what is read', () => {
  test('has places, and scalars as they are written', () => {
    const node = readYaml('w.yml', 'on:\n  push:\njobs:\n  a: {n: 3.10, t: true, s: "x" }\n');
    expect(node.get('jobs')?.placeOf('a')).toEqual({ path: 'w.yml', line: 4, column: 3 });
    const job = node.get('jobs')?.get('a');
    expect(['n', 't', 's', 'none'].map((key) => job?.get(key)?.text)).toEqual([
      '3.10',
      'true',
      'x',
      undefined,
    ]);
    expect(node.get('on')?.get('push')?.text).toBeUndefined();
  });

  test('an alias is what its anchor is, and a comment stays with its scalar', () => {
    const node = readYaml('w.yml', 'a: &x [1]\nb: *x\nuses: o/r@c # v1.2\n');
    expect(node.get('b')?.texts).toEqual(['1']);
    expect(node.get('uses')?.comment).toBe('v1.2');
  });

  test('keys that an object would have are no keys', () => {
    const node = readYaml('w.yml', '__proto__: {x: 1}\n');
    expect(node.get('constructor')).toBeUndefined();
    expect(node.get('__proto__')?.get('x')?.text).toBe('1');
  });

  test('an empty file is nothing', () => {
    expect(readYaml('w.yml', '').content).toEqual({ kind: 'scalar', text: undefined });
  });
});

describe('what is refused', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    .concat(
      Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(10)}]`),
    )
    .join('\n');

  test.each([
    ['lists in lists', '['.repeat(100_000), /nested more than 64/],
    ['lists on one line', '- '.repeat(100_000), /nested more than 64/],
    ['mappings in mappings', 'a: {'.repeat(50_000), /nested more than 64/],
    ['indents', Array.from({ length: 300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), /nested/],
    ['aliases of aliases', bomb, /more than 50000 values/],
    ['an alias of itself', 'a: &a [*a]', /no anchor &a/],
    ['a file of a megabyte', `a: ${'x'.repeat(1_000_000)}`, /larger than 512 KiB/],
    ['a key twice', 'a: 1\nb: 2\na: 3', /key "a" twice/],
    ['two documents', 'a: 1\n---\nb: 2', /more than one document/],
    ['tabs', 'a:\n\t- b', /Tabs/],
    ['a colon too much', 'a: b: c', /compact mappings/],
  ])('%s', (_what, text, message) => {
    expect(defectOf(text).message).toMatch(message);
  });

  test('with the line where it is', () => {
    expect(defectOf('a: 1\nb: 2\na: 3').at).toEqual({ path: 'w.yml', line: 3, column: 1 });
  });
});

const plain = (node: YamlNode): unknown => {
  const { content } = node;
  if (content.kind === 'scalar') return content.text ?? null;
  if (content.kind === 'list') return content.items.map(plain);
  return Object.fromEntries([...content.entries].map(([key, { value }]) => [key, plain(value)]));
};

test('what is written by others is read as the library reads it', () => {
  const scalar = fc.string({
    unit: fc.constantFrom('a', ':', '#', '-', ' ', '"', "'", '\n', '{', '&', '*', '1'),
  });
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(scalar, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = stringify(value);
      const document = parseDocument(text);
      // The library is the measure, which does not read back all that it wrote.
      fc.pre(document.errors.length === 0);
      expect(plain(readYaml('w.yml', text))).toEqual(document.toJS());
    }),
  );
});

test('any text is read or refused, never more', () => {
  const pieces = fc.constantFrom(
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a ',
    '*a',
    '"',
    "'",
    '# ',
    '|',
    '>',
    '? ',
    '!t ',
    '---\n',
    '%',
    '\t',
    ',',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      try {
        readYaml('w.yml', parts.join(''));
      } catch (cause) {
        expect(cause).toBeInstanceOf(YamlDefect);
      }
    }),
    tries(2000),
  );
});
