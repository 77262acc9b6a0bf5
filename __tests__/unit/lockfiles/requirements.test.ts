import { describe, expect, test } from '@jest/globals';
import {
  LockDefect,
  type LockDocument,
  type LockedPackage,
} from '../../../src/lockfiles/lock-document.ts';
import { readLock } from '../../../src/lockfiles/read-lock.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

const read = (text: string): Promise<LockDocument> => readLock('r.txt', text);

async function first(text: string): Promise<LockedPackage> {
  const { packages } = await read(text);
  expect(packages).toHaveLength(1);
  const [entry] = packages;
  if (!entry) throw new Error('no package');
  return entry;
}

const lines = async (text: string) =>
  (await read(text)).packages.map(
    ({ name, version, at }) => `${name} ${version ?? '?'} ${at.line}`,
  );

describe('lines', () => {
  test('are joined, commented and blank as pip has them', async () => {
    const text = [
      '# comment \\',
      'a==1 # comment',
      '',
      'b==2 \\',
      '    # a comment ends what is continued',
      'c==3 \\',
      '  ; python_version > "3" \\',
      `  --hash=sha256:${A}`,
      'd==4#not-a-comment',
      '\\e==5',
      'f==6 \\',
    ].join('\n');
    await expect(lines(text)).rejects.toThrow(/^r.txt:9 /);
    expect(await lines(text.replace('d==4#not-a-comment', '').replace('\\e', 'e'))).toEqual([
      'a 1 2',
      'b 2 4',
      'c 3 6',
      'e 5 10',
      'f 6 11',
    ]);
  });

  test.each(['\r\n', '\r', '\n'])('end with %j', async (end) => {
    expect(await lines(['a==1', '', 'b==2'].join(end))).toEqual(['a 1 1', 'b 2 3']);
  });

  test('end where Python ends them, and are counted as editors count', async () => {
    expect(await lines('a==1\x0cb==2\u2028c==3\nd==4')).toEqual([
      'a 1 1',
      'b 2 1',
      'c 3 1',
      'd 4 2',
    ]);
  });
});

describe('a declared encoding', () => {
  const evil = `widget==1.0 --hash=sha256:${A}\n# note +AAo-evil+AD0APQ-6.6.6`;

  test.each([
    ['# -*- coding: utf-7 -*-', 1, 'utf-7'],
    ['# coding: unicode_escape', 1, 'unicode_escape'],
    ['# coding=raw_unicode_escape', 1, 'raw_unicode_escape'],
    ['# vim: set fileencoding:latin-1 :', 1, 'latin-1'],
    ['#\r\n# coding:\tutf-16', 2, 'utf-16'],
    ['# coding: utf-8-mac', 1, 'utf-8-mac'],
  ])('other than UTF-8 is refused with its line: %j', async (start, line, encoding) => {
    await expect(read(`${start}\n${evil}`)).rejects.toThrow(
      `r.txt:${line} declares the encoding "${encoding}"`,
    );
  });

  test.each([
    '# -*- coding: utf-8 -*-',
    '# coding: UTF8',
    '#\n#\n# coding: utf-7',
    ' # coding: utf-7',
    'a==1 # coding: utf-7',
    '# no coding at all',
  ])('is fine where pip reads UTF-8: %j', async (start) => {
    expect((await read(`${start}\n${evil}`)).packages.at(-1)).toMatchObject({ name: 'widget' });
  });

  test('of a file that is included is refused there', async () => {
    const included = async () => '# coding: utf-7\na==1';
    await expect(readLock('r.txt', '-r more.txt', included)).rejects.toThrow(/^more\.txt:1 /);
  });

  test('of four bytes a character is refused', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]);
    await expect(readLock('r.txt', bytes)).rejects.toThrow('r.txt:1 is UTF-32');
  });
});

describe('a requirement', () => {
  test('has hashes, whatever their quotation', async () => {
    const entry = await first(
      `Foo.Bar[x] == 1.0 ; os_name == "nt" --hash=sha256:${A} --hash 'SHA256:${B.toUpperCase()}' --hash sha512:00`,
    );
    const at = { path: 'r.txt', line: 1 };
    expect(entry).toEqual({
      name: 'Foo.Bar',
      project: 'foo-bar',
      version: '1.0',
      source: { kind: 'index' },
      files: [
        { sha256: A, at },
        { sha256: B, at },
        { otherHash: 'sha512:00', at },
      ],
      at,
      marker: 'os_name == "nt"',
    });
  });

  test.each([
    ['a==1', '1'],
    ['a===1.x', '1.x'],
    ['a', undefined],
    ['a>=1', undefined],
    ['a==1.*', undefined],
    ['a==1,!=2', undefined],
    ['a~=1.0', undefined],
  ])('%s is pinned to (undefined: nothing) %s', async (text, version) => {
    expect((await first(text)).version).toBe(version);
  });

  test.each([
    ['a @ https://u:p@e.example/a-1.zip', 'a', { kind: 'url', text: 'https://e.example/a-1.zip' }],
    ['https://e.example/A_b-1-py3-none-any.whl', 'A_b', { kind: 'url' }],
    [
      'a @ git+ssh://git@git.example/a@v1',
      'a',
      { kind: 'vcs', text: 'git+ssh://git.example/a@v1' },
    ],
    ['git+https://git.example/a@v1#egg=a&subdirectory=b', 'a', { kind: 'vcs' }],
    [
      '-e git+https://git.example/a#egg=a',
      'a',
      { kind: 'editable', text: 'git+https://git.example/a' },
    ],
    ['--editable=./a', './a', { kind: 'editable', text: './a' }],
    ['-e .[dev]', '.[dev]', { kind: 'editable' }],
    ['./a', './a', { kind: 'directory', text: './a' }],
    ['.', '.', { kind: 'directory' }],
    ['a @ file:///src/a', 'a', { kind: 'directory', text: 'file:///src/a' }],
    [
      './dist/a-1.0.tar.gz ; os_name == "nt"',
      'a',
      { kind: 'archive', text: './dist/a-1.0.tar.gz' },
    ],
    ['dist\\a-1.0-py3-none-any.whl', 'a', { kind: 'archive' }],
    ['a-1.0-py3-none-any.whl', 'a', { kind: 'archive' }],
  ])('may be %s', async (text, name, source) => {
    const entry = await first(text);
    expect(entry.name).toBe(name);
    expect(entry.source).toMatchObject(source);
    expect(entry.project).toBe(name.startsWith('.') ? '' : name.toLowerCase().replace('_', '-'));
  });

  test('of a URL has its hash, from the fragment or the option', async () => {
    const url = 'https://e.example/a-1.0-py3-none-any.whl';
    const file = { filename: 'a-1.0-py3-none-any.whl', url, at: { path: 'r.txt', line: 1 } };
    const fragment = await first(`a @ ${url}#egg=a&sha256=${A} ; os_name == "nt"`);
    expect(fragment).toMatchObject({ version: '1.0', marker: 'os_name == "nt"' });
    expect(fragment.files).toEqual([{ ...file, sha256: A }]);
    expect((await first(`a @ ${url} --hash=sha256:${B}`)).files).toEqual([{ ...file, sha256: B }]);
    expect((await first(`a @ ${url}`)).files).toEqual([file]);
    await expect(read(`a @ ${url}#sha256=zz`)).rejects.toThrow(/SHA-256 that is not 64/);
  });
});

test('what is said twice counts once, where it is said first', async () => {
  expect(await lines('a==1\nb==2\na==1\na==1 ; os_name == "nt"\n')).toEqual([
    'a 1 1',
    'b 2 2',
    'a 1 4',
  ]);
});

describe('options', () => {
  test.each([
    ['-i https://u:p@a.example/simple', ['https://a.example/simple']],
    ['--index-url https://a.example', ['https://a.example']],
    ['--pypi-url=https://a.example', ['https://a.example']],
    ['--index https://a.example', ['https://a.example']],
    [
      '-ihttps://a.example --extra-index-url "https://b.example"',
      ['https://a.example', 'https://b.example'],
    ],
    [
      '--extra-index-url=https://b.example\n-i https://a.example\n-i https://c.example',
      ['https://c.example', 'https://b.example'],
    ],
    ['-i https://a.example\n--no-index', []],
    ['--pre --prefer-binary --require-hashes --no-binary=:all:\n-f links --trusted-host x', []],
  ])('%j name the indexes %j', async (text, urls) => {
    expect((await read(`${text}\na==1\n`)).indexUrls).toEqual(urls);
  });

  test('after a requirement do not count, as with pip', async () => {
    const { indexUrls, packages } = await read('a==1 -i https://a.example --config-settings x=y\n');
    expect(packages).toHaveLength(1);
    expect(indexUrls).toEqual([]);
  });

  test.each([
    ['--unknown', /^r.txt:1 has the option "--unknown"/],
    ['--re x', /^r.txt:1 has the option "--re"/],
    ['--__proto__ x', /^r.txt:1 has the option "--__proto__"/],
    ['--pre=x', /^r.txt:1 has a value after --pre, which takes none/],
    ['-x', /^r.txt:1 has the option "-x"/],
    ["--index-url 'x", /^r.txt:1 has a quotation that does not end/],
    ['a==1\n-i', /^r.txt:2 has no value after --index-url/],
    ['a==1 --hash=zz', /^r.txt:1 has a hash that does not name its algorithm/],
    ['a==1 --hash=sha256:zz', /^r.txt:1 has a SHA-256 that is not 64/],
    ['a @ https://e.example/a b', /^r.txt:1 is neither a requirement nor a URL nor a path/],
    ['a b', /^r.txt:1 is neither a requirement nor a URL nor a path: "a b"/],
    ['-r', /^r.txt:1 has no value/],
    ['-r ""', /^r.txt:1 includes a file without a name/],
    ['-r b.txt', /^r.txt:1 includes b.txt, which was not given/],
    [`${'x'.repeat(30_000)}!`, /^r.txt:1 is neither/],
  ])('%j are refused with the line and what to do', async (text, message) => {
    const error: unknown = await read(text).catch((reason: unknown) => reason);
    if (!(error instanceof LockDefect)) throw error;
    expect(error.message).toMatch(message);
    expect(error.message.length).toBeLessThan(300);
    expect(error.remedy).toMatch(/\.$/);
  });
});

test('a requirement has the hashes of every constraint that can apply to it', async () => {
  const constraints = [
    `a==1; python_version > "3" --hash=sha256:${A}`,
    `a==1; python_version < "3" --hash=sha256:${B}`,
    'a==2',
  ].join('\n');
  const found = await readLock('r.txt', 'a==1\n-c c.txt', async () => constraints);
  expect(found.packages.flatMap(({ files }) => files.map(({ sha256 }) => sha256))).toEqual([A, B]);
});
