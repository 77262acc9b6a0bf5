import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { gitCommits } from '../../../src/cli/git-commits.ts';
import { UnreadableCommit } from '../../../src/verify/targets/commits.ts';
import { makeFolder, Repository } from '../../wire/git-repository.ts';

const ENV = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1' };
const PATHS = ['uv.lock', 'requirements/dev.txt', 'deep/er/file', 'a name*[x]\\ü'];
const REFS = ['HEAD', 'main', 'refs/heads/main', 'feature/x', 'light', 'heavy', 'HEAD^', 'HEAD~3'];

/** A history with branches and tags. */
function grow(...options: readonly string[]): Repository {
  const repository = Repository.init(...options);
  repository.import(
    Array.from({ length: 9 }, (_, revision) => ({
      'uv.lock': `revision ${revision}\n`.repeat(revision * 50),
      'requirements/dev.txt': `six==1.${revision}\n`,
      'deep/er/file': Buffer.from([0, 255, 10, 13, revision]),
      'a name*[x]\\ü': '',
    })),
  );
  repository.git('tag', 'light', 'HEAD~3');
  repository.git('tag', '--annotate', '--message', 'x', 'heavy', 'HEAD~5');
  repository.git('branch', 'feature/x', 'HEAD~7');
  return repository;
}

const open = (folder: string, env: Readonly<Record<string, string | undefined>> = {}) =>
  gitCommits(folder, { ...ENV, ...env });

async function readAt(folder: string, ref: string, path: string, env = {}) {
  const commits = open(folder, env);
  const bytes = await commits.read(await commits.resolve(ref, 'base-ref'), path);
  return bytes && Buffer.from(bytes);
}

async function refusal(call: Promise<unknown>): Promise<UnreadableCommit> {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof UnreadableCommit) return error;
  throw new Error(`no refusal: ${String(error)}`);
}

async function agree(repository: Repository, refs: readonly string[] = REFS): Promise<void> {
  const asked = refs.flatMap((ref) => PATHS.map((path) => [ref, path] as const));
  const blobs = repository.blobs(asked.map(([ref, path]) => `${ref}:${path}`));
  for (const [index, [ref, path]] of asked.entries()) {
    expect([ref, path, await readAt(repository.folder, ref, path)]).toEqual([
      ref,
      path,
      blobs[index],
    ]);
  }
  expect(blobs).not.toContain(undefined);
}

function clone(base: Repository, ...options: readonly string[]): Repository {
  const folder = join(makeFolder(), 'clone');
  base.git('clone', '--quiet', ...options, `file://${base.folder}`, folder);
  return new Repository(folder);
}

describe('what git shows is read', () => {
  let base: Repository;
  beforeAll(() => {
    base = grow();
  });

  test('from loose objects', () => agree(base, [...REFS, 'heavy~2^', 'main^0']));

  test('from packs, and of a repository with SHA-256 names', async () => {
    const repository = grow('--object-format=sha256');
    repository.git('repack', '-adfq');
    repository.git('pack-refs', '--all');
    await agree(repository);
    await agree(repository, [repository.git('rev-parse', 'HEAD~2').toString().trim()]);
  });

  test('of a clone: remote branches, also without the name of the remote', async () => {
    const { folder } = clone(base);
    const expected = await readAt(base.folder, 'feature/x', 'uv.lock');
    expect(await readAt(folder, 'origin/feature/x', 'uv.lock')).toEqual(expected);
    expect(await readAt(folder, 'feature/x', 'uv.lock')).toEqual(expected);
  });

  test('of a further working tree, and from a folder below the top', async () => {
    const folder = join(makeFolder(), 'tree');
    base.git('worktree', 'add', '--quiet', '--detach', folder, 'HEAD~4');
    await agree(new Repository(folder), ['HEAD', 'main']);
    const below = join(folder, 'requirements');
    expect(await readAt(below, 'HEAD', 'dev.txt')).toEqual(Buffer.from('six==1.4\n'));
    expect(await readAt(below, 'HEAD', 'uv.lock')).toBeUndefined();
    expect(await open(below).checkedOut(below)).toBe(
      base.git('rev-parse', 'HEAD~4').toString().trim(),
    );
  });

  test.each([
    'missing',
    'deep/er',
    'deep',
    'uv.lock/x',
    'deep/er/none',
    '*',
    ':(top)uv.lock',
    '-h',
  ])('what is no file of the commit (%s) is absent', async (path) =>
    expect(await readAt(base.folder, 'HEAD', path)).toBeUndefined(),
  );

  test('a large file is read, one above the limit is refused', async () => {
    const repository = Repository.init();
    repository.commit({ large: Buffer.alloc(64 << 20, 'x'), larger: Buffer.alloc(65 << 20, 'x') });
    expect((await readAt(repository.folder, 'HEAD', 'large'))?.length).toBe(64 << 20);
    expect((await refusal(readAt(repository.folder, 'HEAD', 'larger'))).message).toContain(
      '64 MiB',
    );
  });
});

describe('symbolic links', () => {
  let folder: string;
  beforeAll(() => {
    const repository = Repository.init();
    folder = repository.folder;
    mkdirSync(join(folder, 'sub'));
    const links = {
      'to-file': 'uv.lock',
      'to-link': 'to-file',
      'sub/up': '../uv.lock',
      'to-folder': 'sub',
      'loop-1': 'loop-2',
      'loop-2': 'loop-1',
      'to-itself': './to-itself/x',
      dangling: 'nowhere',
      absolute: '/etc/passwd',
      above: 'sub/../../outside',
      'folder-above': '..',
      'in-git': '.git/config',
    };
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(folder, path));
    repository.commit({ 'uv.lock': 'text', 'sub/file': 'other' });
    const head = repository.git('rev-parse', 'HEAD').toString().trim();
    repository.git('update-index', '--add', '--cacheinfo', `160000,${'ab'.repeat(20)},module`);
    repository.git('update-index', '--add', '--cacheinfo', `160000,${head},own`);
    repository.git('commit', '--quiet', '--message', 'x');
  });

  test.each([
    ['to-file', 'text'],
    ['to-link', 'text'],
    ['sub/up', 'text'],
    ['to-folder/file', 'other'],
    ['to-folder/up', 'text'],
  ])('%s is read through', async (path, text) => {
    expect((await readAt(folder, 'HEAD', path))?.toString()).toBe(text);
  });

  test.each(['dangling', 'in-git', 'to-folder', 'to-folder/none', 'to-itself'])(
    '%s is absent',
    async (path) => {
      expect(await readAt(folder, 'HEAD', path)).toBeUndefined();
    },
  );

  test.each([
    ['absolute', 'leads out of the repository'],
    ['above', 'leads out of the repository'],
    ['folder-above/x', 'leads out of the repository'],
    ['loop-1', 'leads through too many links'],
    ['module', 'is in a submodule'],
    ['module/uv.lock', 'is in a submodule'],
    ['own', 'is in a submodule'],
    ['own/uv.lock', 'is in a submodule'],
  ])('%s is refused: it %s', async (path, what) => {
    expect((await refusal(readAt(folder, 'HEAD', path))).message).toContain(what);
  });
});

describe('refs and paths are data', () => {
  let repository: Repository;
  beforeAll(() => {
    repository = grow();
  });

  test.each([
    '',
    'nope',
    '--help',
    '--exec=touch x',
    '-n1',
    '--all',
    'a\u0000b',
    'a\nb',
    'x y',
    'HEAD^3',
    'HEAD~2000',
    'HEAD:uv.lock',
    ':/x y',
    'main..feature/x',
    '^main',
    '$(touch x)',
    'HEAD;touch x',
    'f'.repeat(40),
    'HEAD^{tree}',
  ])('the ref %j names no commit', async (ref) => {
    const { message, remedy } = await refusal(open(repository.folder).resolve(ref, 'base-ref'));
    expect(message).toMatch(/^`base-ref` names /);
    expect(remedy).toContain('git fetch');
    expect(existsSync(join(repository.folder, 'x'))).toBe(false);
  });

  test.each(['uv.lock\nHEAD:uv.lock', 'a\u0000b'])('the path %j is refused', async (path) => {
    await refusal(readAt(repository.folder, 'HEAD', path));
  });
});

describe('nothing but git runs, and it reads what it is asked for', () => {
  /** A program that says that it ran. */
  function trap(): { readonly program: string; readonly ran: () => boolean } {
    const [program, mark] = [join(makeFolder(), 'trap'), join(makeFolder(), 'mark')];
    writeFileSync(program, `#!/bin/sh\ntouch ${mark}\ncat "$@" 2>/dev/null\n`);
    chmodSync(program, 0o755);
    return { program, ran: () => existsSync(mark) };
  }

  test('no text conversion, filter, diff program, pager, monitor, hook or alias of the repository', async () => {
    const repository = Repository.init();
    repository.commit({ 'uv.lock': 'text', '.gitattributes': '* diff=trap filter=trap\n' });
    const { program, ran } = trap();
    for (const key of [
      'diff.trap.textconv',
      'diff.trap.command',
      'filter.trap.smudge',
      'filter.trap.process',
      'diff.external',
      'core.pager',
      'core.fsmonitor',
      'core.sshCommand',
      'core.gitProxy',
      'core.hooksPath',
    ]) {
      repository.git('config', key, program);
    }
    repository.git('config', 'alias.cat-file', `!${program}`);
    repository.git('config', 'alias.rev-parse', `!${program}`);
    expect((await readAt(repository.folder, 'HEAD', 'uv.lock'))?.toString()).toBe('text');
    expect(ran()).toBe(false);
  });

  test('a partial clone fetches nothing, and its missing files are an error', async () => {
    const base = grow();
    base.git('config', 'uploadpack.allowFilter', 'true');
    const { folder } = clone(base, '--no-checkout', '--filter=blob:none');
    const { program, ran } = trap();
    execFileSync('git', ['-C', folder, 'config', 'remote.origin.uploadpack', program]);
    const error = await refusal(readAt(folder, 'HEAD', 'uv.lock'));
    expect(error.message).toContain('uv.lock cannot be read by git');
    expect(ran()).toBe(false);
  });

  test('variables do not lead git to another repository or other objects', async () => {
    const [repository, other] = [grow(), Repository.init()];
    other.commit({ 'uv.lock': 'other' });
    const env = {
      GIT_DIR: join(other.folder, '.git'),
      GIT_WORK_TREE: other.folder,
      GIT_OBJECT_DIRECTORY: join(other.folder, '.git/objects'),
      GIT_COMMON_DIR: join(other.folder, '.git'),
      GIT_NAMESPACE: 'x',
      GIT_TRACE: '1',
      GIT_PAGER: 'false',
      GIT_CEILING_DIRECTORIES: '/',
    };
    expect(await readAt(repository.folder, 'HEAD', 'requirements/dev.txt', env)).toEqual(
      Buffer.from('six==1.8\n'),
    );
  });

  test('an object that another is put in place of is read as it is', async () => {
    const repository = Repository.init();
    const first = repository.commit({ 'uv.lock': 'true' });
    const second = repository.commit({ 'uv.lock': 'replaced' });
    repository.git('replace', first, second);
    expect((await readAt(repository.folder, first, 'uv.lock'))?.toString()).toBe('true');
  });

  test('a folder of a checkout that looks like a repository is not one', async () => {
    const repository = grow();
    const hostile = join(repository.folder, 'hostile');
    execFileSync('git', ['init', '--quiet', '--bare', hostile]);
    const { message } = await refusal(open(hostile).resolve('HEAD', 'base-ref'));
    expect(message).toContain('bare');
  });

  test('a program called git in the checkout is not run', async () => {
    const repository = grow();
    const { program, ran } = trap();
    symlinkSync(program, join(repository.folder, 'git'));
    const env = { PATH: `.::${process.env['PATH']}` };
    expect(await readAt(repository.folder, 'HEAD', 'uv.lock', env)).toBeDefined();
    expect(ran()).toBe(false);
  });
});

describe('what cannot be told is said', () => {
  test('no git', async () => {
    const env = { PATH: makeFolder() };
    const { message } = await refusal(open(makeFolder(), env).resolve('HEAD', 'base-ref'));
    expect(message).toBe(
      '`base-ref` names HEAD, and git finds no such commit here (git is not installed)',
    );
  });

  test('no repository', async () => {
    const folder = makeFolder();
    const { message } = await refusal(open(folder).resolve('HEAD', 'base-ref'));
    expect(message).toContain('not a git repository');
    expect(await open(folder).checkedOut(folder)).toBeUndefined();
  });

  test('a shallow clone', async () => {
    const { folder } = clone(grow(), '--depth=1');
    const { remedy } = await refusal(open(folder).resolve('HEAD^', 'base-ref'));
    expect(remedy).toContain('shallow clone');
    expect(await readAt(folder, 'HEAD', 'uv.lock')).toBeDefined();
  });

  test('a git that never stops writing is ended', async () => {
    const folder = makeFolder();
    const program = join(folder, 'git');
    writeFileSync(
      program,
      '#!/bin/sh\nwhile :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done\n',
    );
    chmodSync(program, 0o755);
    const { message } = await refusal(open(folder, { PATH: folder }).resolve('HEAD', 'base-ref'));
    expect(message).toContain('larger than 64 MiB');
  });
});
