import { symlinkSync } from 'node:fs';
import {
  appendFile,
  chmod,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { GitDefect } from '../../../src/git/git-defect.ts';
import { readAtRef } from '../../../src/git/read-at-ref.ts';
import { makeFolder, Repository } from './repository.ts';

const PATHS = ['uv.lock', 'requirements/dev.txt', 'deep/er/file'];
const REVISIONS = 40;
/** How many bytes of a pack are changed, one at a time. */
const ROUNDS = 50;

/** A lock of some kilobytes that changes a little each time, as locks do. */
function lockText(revision: number): string {
  const line = (index: number) =>
    `name-${index} = "${index * (index % 7 === revision % 7 ? revision : 1)}"\n`;
  return Array.from({ length: 300 }, (_, index) => line(index)).join('');
}

/** The same history in every repository, so that deltas chain. */
function grow(repository: Repository): Repository {
  const history = Array.from({ length: REVISIONS }, (_, revision) => ({
    'uv.lock': lockText(revision),
    'requirements/dev.txt': `six==1.${revision}\n`,
    ...(revision === 0 ? { 'deep/er/file': Buffer.from([0, 255, 10, 13]) } : {}),
  }));
  repository.import(history);
  repository.git('tag', 'light', 'HEAD~3');
  repository.git('tag', '--annotate', '--message', 'x', 'heavy', 'HEAD~5');
  repository.git('tag', '--annotate', '--message', 'x', 'nested', 'heavy');
  repository.git('branch', 'feature/x', 'HEAD~7');
  return repository;
}

const REFS = [
  'HEAD',
  'main',
  'refs/heads/main',
  'heads/main',
  'feature/x',
  'light',
  'heavy',
  'nested',
  'HEAD^',
  'HEAD~39',
  'heavy~2^',
  'main^0',
];

/** Reads files and what is none of many commits, and compares with what git says. */
async function agree(repository: Repository, refs: readonly string[] = REFS): Promise<void> {
  const paths = [...PATHS, 'missing', 'uv.lock/x', 'deep/er'];
  const asked = refs.flatMap((ref) => paths.map((path) => [ref, path] as const));
  const blobs = repository.blobs(asked.map(([ref, path]) => `${ref}:${path}`));
  for (const [index, [ref, path]] of asked.entries()) {
    const read = await readAtRef(repository.folder, ref, path);
    expect([ref, path, read && Buffer.from(read)]).toEqual([ref, path, blobs[index]]);
  }
  expect(blobs.filter((blob) => blob !== undefined)).toHaveLength(refs.length * PATHS.length);
}

describe('what git shows is read', () => {
  let base: Repository;
  beforeAll(() => {
    base = grow(Repository.init());
  });
  const clone = (...options: readonly string[]): Repository => {
    const folder = join(makeFolder(), 'clone');
    base.git('clone', '--quiet', ...options, `file://${base.folder}`, folder);
    return new Repository(folder);
  };

  test('from loose objects', () => agree(base));

  test('from a pack with deltas by offset, packed refs', async () => {
    const repository = grow(Repository.init());
    repository.git('repack', '-adfq', '--depth=50', '--window=50');
    repository.git('pack-refs', '--all');
    repository.git('prune-packed');
    await agree(repository);
  });

  test('from a pack with deltas by name', async () => {
    const repository = grow(Repository.init());
    repository.git('config', 'repack.useDeltaBaseOffset', 'false');
    repository.git('repack', '-adfq', '--depth=20');
    repository.git('prune-packed');
    await agree(repository);
  });

  test('from several packs, with a multi-pack index, and loose ones beside', async () => {
    const repository = grow(Repository.init());
    repository.git('repack', '-dq');
    repository.commit({ 'uv.lock': 'two' });
    repository.git('repack', '-dq');
    repository.git('multi-pack-index', 'write');
    repository.commit({ 'uv.lock': 'three' });
    await agree(repository);
  });

  test('of a repository with SHA-256 names', async () => {
    const repository = grow(Repository.init('--object-format=sha256'));
    await agree(repository);
    repository.git('repack', '-adfq');
    await agree(repository);
    const id = repository.git('rev-parse', 'HEAD~2').toString().trim();
    await agree(repository, [id]);
  });

  test('by a whole commit id', async () => {
    const id = base.git('rev-parse', 'HEAD~9').toString().trim();
    await agree(base, [id, id.toUpperCase(), `${id}^`]);
  });

  test('of a clone: remote branches, also without naming the remote', async () => {
    const repository = clone();
    await agree(repository, ['origin/feature/x', 'origin', 'heavy']);
    expect(await readAtRef(repository.folder, 'feature/x', 'uv.lock')).toEqual(
      await readAtRef(base.folder, 'feature/x', 'uv.lock'),
    );
  });

  test('of a clone that borrows objects', () => {
    const folder = join(makeFolder(), 'clone');
    base.git('clone', '--quiet', '--shared', base.folder, folder);
    return agree(new Repository(folder), ['HEAD', 'heavy']);
  });

  test('of a further working tree', async () => {
    const folder = join(makeFolder(), 'tree');
    base.git('worktree', 'add', '--quiet', '--detach', folder, 'HEAD~4');
    await agree(new Repository(folder), ['HEAD', 'main', 'light']);
  });

  test('from a folder below the top of the repository', async () => {
    expect(await readAtRef(join(base.folder, 'requirements'), 'HEAD', './dev.txt')).toEqual(
      await readAtRef(base.folder, 'HEAD', 'requirements/dev.txt'),
    );
    expect(await readAtRef(join(base.folder, 'requirements'), 'HEAD', 'uv.lock')).toBeUndefined();
  });

  test('of the base of a pull request, as actions/checkout with `fetch-depth: 2` has it', async () => {
    const upstream = grow(Repository.init());
    upstream.git('checkout', '--quiet', '-b', 'topic', 'HEAD~1');
    upstream.commit({ 'uv.lock': 'topic' });
    upstream.git('merge', '--quiet', '--strategy=ours', '--no-edit', 'main');
    const folder = join(makeFolder(), 'clone');
    upstream.git('clone', '-q', '--depth=2', '--branch=topic', `file://${upstream.folder}`, folder);
    const repository = new Repository(folder);
    await agree(repository, ['HEAD', 'HEAD^1', 'HEAD^2']);
    await expect(readAtRef(folder, 'HEAD^2^', 'uv.lock')).rejects.toBeInstanceOf(GitDefect);
  });

  test('of a large blob that hardly packs', async () => {
    const repository = Repository.init();
    const noise = Buffer.from(
      Uint32Array.from({ length: 300_000 }, (_, index) => Math.imul(index, 0x9e3779b1)).buffer,
    );
    repository.commit({ 'uv.lock': noise });
    repository.git('repack', '-adq');
    const read = await readAtRef(repository.folder, 'HEAD', 'uv.lock');
    expect(read && noise.equals(read)).toBe(true);
  });
});

async function defect(folder: string, ref: string, path: string): Promise<GitDefect> {
  const error: unknown = await readAtRef(folder, ref, path).catch((reason: unknown) => reason);
  if (error instanceof GitDefect) return error;
  throw error;
}

describe('what cannot be told is said, with what to do', () => {
  test('a shallow clone lacks what is older', async () => {
    const base = grow(Repository.init());
    const folder = join(makeFolder(), 'clone');
    base.git('clone', '--quiet', '--depth=1', `file://${base.folder}`, folder);
    for (const ref of ['HEAD^', base.git('rev-parse', 'HEAD~1').toString().trim()]) {
      const error = await defect(folder, ref, 'uv.lock');
      expect(error.message).toMatch(/shallow or partial clone/);
      expect(error.remedy).toContain('fetch-depth: 0');
    }
    expect(await readAtRef(folder, 'HEAD', 'uv.lock')).toBeDefined();
  });

  test('a partial clone lacks blobs', async () => {
    const base = grow(Repository.init());
    base.git('config', 'uploadpack.allowFilter', 'true');
    const folder = join(makeFolder(), 'clone');
    base.git('clone', '-q', '--no-checkout', '--filter=blob:none', `file://${base.folder}`, folder);
    expect((await defect(folder, 'HEAD', 'uv.lock')).message).toMatch(/partial clone/);
  });

  test.each([
    'nope',
    '',
    'HEAD@{1}',
    '../HEAD',
    'refs/heads/../../config',
    'config',
    'a\u0000b',
    'x y',
    'abc1234',
    'origin/main',
    'HEAD^3',
    'HEAD~2000',
    'HEAD~9',
    '0'.repeat(40),
  ])('ref %j', async (ref) => {
    const repository = Repository.init();
    repository.commit({ 'uv.lock': '' });
    expect((await defect(repository.folder, ref, 'uv.lock')).remedy).toMatch(/\.$/);
  });

  test.each(['../x', '', '.', 'a/../../x'])('path %j', async (path) => {
    const repository = Repository.init();
    repository.commit({ 'uv.lock': '' });
    expect((await defect(repository.folder, 'HEAD', path)).message).toMatch(/is no path/);
  });

  test('links are not followed', async () => {
    const repository = Repository.init();
    symlinkSync('/etc/passwd', join(repository.folder, 'link'));
    repository.commit({ 'uv.lock': '' });
    for (const path of ['link', 'link/x']) {
      expect((await defect(repository.folder, 'HEAD', path)).message).toBe(
        'link is a symbolic link in that commit',
      );
    }
  });

  test('no repository, no folder, a blob for a commit', async () => {
    const folder = makeFolder();
    expect((await defect(folder, 'HEAD', 'x')).message).toMatch(/is in no git repository/);
    expect((await defect(join(folder, 'x'), 'HEAD', 'x')).message).toMatch(/is no folder/);
    const repository = Repository.init();
    repository.commit({ 'uv.lock': 'x' });
    const blob = repository.git('rev-parse', 'HEAD:uv.lock').toString().trim();
    expect((await defect(repository.folder, blob, 'x')).message).toBe(`${blob} is no commit`);
  });

  test('ways of keeping a repository that are not known here', async () => {
    for (const setting of ['objectformat = blake3', 'refstorage = reftable']) {
      const repository = Repository.init();
      repository.commit({ 'uv.lock': '' });
      await appendFile(join(repository.folder, '.git', 'config'), `[extensions]\n${setting}\n`);
      expect((await defect(repository.folder, 'HEAD', 'uv.lock')).remedy).toMatch(/another way/);
    }
  });

  test('refs that point to each other', async () => {
    const repository = Repository.init();
    repository.commit({ 'uv.lock': '' });
    const heads = join(repository.folder, '.git', 'refs', 'heads');
    await writeFile(join(heads, 'a'), 'ref: refs/heads/b\n');
    await writeFile(join(heads, 'b'), 'ref: refs/heads/a\n');
    await writeFile(join(heads, 'c'), 'ref: ../../../../../etc/passwd\n');
    for (const ref of ['a', 'c']) {
      expect((await defect(repository.folder, ref, 'uv.lock')).message).toMatch(/has no ref/);
    }
  });

  test('a pack whose bytes were changed anywhere is never read as something else', async () => {
    const repository = grow(Repository.init());
    repository.git('repack', '-adfq', '--depth=50');
    const folder = join(repository.folder, '.git', 'objects', 'pack');
    const packs = (await readdir(folder)).filter((each) => /\.(?:pack|idx)$/.test(each));
    const expected = await readAtRef(repository.folder, 'HEAD~20', 'uv.lock');
    let refused = 0;
    for (const pack of packs) {
      const path = join(folder, pack);
      await chmod(path, 0o644);
      const whole = await readFile(path);
      for (let round = 0; round < ROUNDS; round += 1) {
        const at = Math.floor((whole.length * (round + 0.5)) / ROUNDS);
        const broken = Buffer.from(whole);
        broken[at] = (broken[at] ?? 0) ^ (1 << (round % 8));
        await writeFile(path, round % 10 === 9 ? broken.subarray(0, at) : broken);
        try {
          const read = await readAtRef(repository.folder, 'HEAD~20', 'uv.lock');
          expect(String(read)).toBe(String(expected));
        } catch (error) {
          if (!(error instanceof GitDefect)) throw error;
          refused += 1;
        }
      }
      await writeFile(path, whole);
    }
    expect(refused).toBeGreaterThan(10);
  });

  test('loose objects that are other ones, or none', async () => {
    const repository = Repository.init();
    repository.commit({ 'uv.lock': 'x', other: 'y' });
    const place = (ref: string) => {
      const id = repository.git('rev-parse', ref).toString().trim();
      return join(repository.folder, '.git', 'objects', id.slice(0, 2), id.slice(2));
    };
    const [path, other] = [place('HEAD:uv.lock'), place('HEAD:other')];
    await rm(path);
    await copyFile(other, path);
    expect((await defect(repository.folder, 'HEAD', 'uv.lock')).message).toMatch(/other bytes/);
    await rm(path);
    await writeFile(path, 'nothing');
    expect((await defect(repository.folder, 'HEAD', 'uv.lock')).message).toMatch(/broken/);
    await rm(path);
    await mkdir(path);
    expect((await defect(repository.folder, 'HEAD', 'uv.lock')).message).toMatch(
      /too large|broken/,
    );
  });
});
