import { describe, expect, test } from '@jest/globals';
import { changedPackages } from '../../../src/lockfiles/changed-packages.ts';
import type {
  LockDocument,
  LockedFile,
  LockedPackage,
} from '../../../src/lockfiles/lock-document.ts';

const at = { path: 'uv.lock', line: 7 };
const hash = (digit: string) => digit.repeat(64);

function file(filename: string, sha256: string): LockedFile {
  return { filename, sha256, url: `https://files.example/${filename}`, at };
}

function locked(overrides: Partial<LockedPackage> = {}): LockedPackage {
  return {
    name: 'Foo',
    project: 'foo',
    version: '1.0',
    source: { kind: 'index', url: 'https://index.example/simple' },
    files: [file('foo-1.0.tar.gz', hash('1'))],
    at,
    ...overrides,
  };
}

const document = (...packages: LockedPackage[]): LockDocument => ({
  kind: 'uv',
  path: 'uv.lock',
  packages,
  indexUrls: [],
});

describe('what a lock has that its base has not', () => {
  test('is everything where there is no base', () => {
    const head = document(locked());
    expect(changedPackages(undefined, head)).toEqual(head.packages);
  });

  test('is nothing where only order, lines, names and mirrors differ', () => {
    const bar = locked({ project: 'bar', name: 'bar' });
    const moved = locked({
      name: 'foo',
      at: { path: 'uv.lock', line: 9 },
      files: [{ ...file('foo-1.0.tar.gz', hash('1')), url: 'https://mirror.example/x', at }],
    });
    expect(changedPackages(document(locked(), bar), document(bar, moved))).toEqual([]);
  });

  test.each([
    ['another version', { version: '1.1' }],
    ['another index', { source: { kind: 'index', url: 'https://other.example/simple' } }],
  ] as const)('is a package with %s', (_name, overrides) => {
    const head = document(locked(overrides));
    expect(changedPackages(document(locked()), head)).toEqual(head.packages);
  });

  test('is the new file of a version that was there', () => {
    const wheel = file('foo-1.0-py3-none-any.whl', hash('2'));
    const [known] = locked().files;
    const head = document(locked({ files: known ? [known, wheel] : [] }));
    expect(changedPackages(document(locked()), head)).toEqual([locked({ files: [wheel] })]);
  });

  test('is a file whose hash changed', () => {
    const head = document(locked({ files: [file('foo-1.0.tar.gz', hash('3'))] }));
    expect(changedPackages(document(locked()), head)).toEqual(head.packages);
  });

  test('is all that is left of a package whose files or hashes were removed', () => {
    const [known] = locked().files;
    const wheel = file('foo-1.0-py3-none-any.whl', hash('2'));
    const base = document(locked({ files: known ? [known, wheel] : [] }));
    expect(changedPackages(base, document(locked()))).toEqual([locked()]);
  });

  test('is a hash of another algorithm that changed', () => {
    const other = (digit: string) =>
      document(locked({ files: [{ otherHash: `md5:${digit}`, at }] }));
    expect(changedPackages(other('1'), other('2'))).toEqual(other('2').packages);
    expect(changedPackages(other('1'), other('1'))).toEqual([]);
  });

  test('is an unbound entry where the indexes of the file changed', () => {
    const open = { ...document(locked({ source: { kind: 'index' }, files: [] })) };
    const elsewhere = { ...open, indexUrls: ['https://evil.example/simple'] };
    expect(changedPackages(open, elsewhere)).toEqual(open.packages);
    const bound = document(locked());
    expect(changedPackages(bound, { ...bound, indexUrls: ['https://a.example'] })).toEqual([]);
  });

  test('is not what was removed', () => {
    expect(changedPackages(document(locked()), document())).toEqual([]);
  });
});

describe('a hash that a change takes away', () => {
  const [known] = locked().files;
  const unhashed = { filename: 'foo-1.0.tar.gz', at };
  const lost = (overrides: Partial<LockedPackage>, base = document(locked())) =>
    changedPackages(base, document(locked(overrides))).map(({ lostHash }) => lostHash ?? false);

  test.each([
    ['all files', { files: [] }],
    ['the hash of a file', { files: [unhashed] }],
    ['a SHA-256 for another algorithm', { files: [{ ...unhashed, otherHash: 'sha512:00' }] }],
    ['all files, for another version', { version: '1.1', files: [] }],
    ['all files, for another index', { source: { kind: 'index' }, files: [] }],
  ] satisfies readonly (readonly [string, Partial<LockedPackage>])[])(
    'is missed where it was %s',
    (_, change) => {
      expect(lost(change)).toEqual([true]);
    },
  );

  test('is missed where another file may be installed by another hash', () => {
    const files = known ? [known, { otherHash: 'sha512:00', at }] : [];
    expect(lost({ files })).toEqual([true]);
  });

  test('is not missed where there was none, or where one is left for every file', () => {
    expect(lost({ version: '1.1', files: [] }, document(locked({ files: [] })))).toEqual([false]);
    expect(lost({ version: '1.1' })).toEqual([false]);
    expect(lost({ name: 'new', project: 'new', files: [] })).toEqual([false]);
  });
});

describe('a package that no longer comes from an index', () => {
  const git = { kind: 'vcs', text: 'git+https://git.example/foo' } as const;
  const moved = (base: LockDocument, ...head: LockedPackage[]) =>
    changedPackages(base, document(...head)).map(({ movedFrom }) => movedFrom);

  test.each([
    git,
    { kind: 'url', text: 'https://e.example/foo-1.0-py3-none-any.whl' },
    { kind: 'archive', text: './foo-1.0-py3-none-any.whl' },
    { kind: 'directory', text: './foo' },
    { kind: 'editable', text: './foo' },
  ] as const)('is named where it comes from $kind', (source) => {
    expect(moved(document(locked()), locked({ source, files: [] }))).toEqual([['foo']]);
  });

  test('is one that an entry without a name may stand for', () => {
    const bar = locked({ name: 'bar', project: 'bar' });
    const nameless = locked({ name: git.text, project: '', source: git, files: [] });
    expect(moved(document(locked(), bar), bar, nameless)).toEqual([['foo']]);
    expect(moved(document(bar), bar, nameless)).toEqual([undefined]);
  });

  test('is none where it never came from one, or came from there before', () => {
    const entry = locked({ source: git, files: [] });
    expect(moved(document(), entry)).toEqual([undefined]);
    expect(moved(document(locked(), entry), locked(), entry)).toEqual([]);
  });
});
