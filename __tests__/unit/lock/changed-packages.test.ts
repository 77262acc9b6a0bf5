import { describe, expect, test } from '@jest/globals';
import { changedPackages } from '../../../src/lock/changed-packages.ts';
import type { LockDocument, LockedFile, LockedPackage } from '../../../src/lock/lock-document.ts';

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
    ['another kind of source', { source: { kind: 'vcs', text: 'git+https://git.example/foo' } }],
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

  test('is not what was removed', () => {
    expect(changedPackages(document(locked()), document())).toEqual([]);
  });
});
