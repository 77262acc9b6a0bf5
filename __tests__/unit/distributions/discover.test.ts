import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { discoverDistributions } from '../../../src/distributions/discover.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { makeFolder } from './folder.ts';

let workspace: string;

beforeEach(async () => {
  workspace = await makeFolder();
});

async function touch(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(workspace, path, '..'), { recursive: true });
    await writeFile(join(workspace, path), '');
  }
}

function discover(patterns: readonly string[] = [], packagesDir = 'dist') {
  return discoverDistributions({ workspace, packagesDir, patterns });
}

async function found(patterns: readonly string[] = [], packagesDir = 'dist'): Promise<string[]> {
  const { distributions } = await discover(patterns, packagesDir);
  return distributions.map(({ path }) => relative(workspace, path).replaceAll('\\', '/'));
}

describe('a directory', () => {
  test('gives its distributions by name and lists what is none', async () => {
    await touch(
      'dist/b-1.tar.gz',
      'dist/a-1-py3-none-any.whl',
      'dist/c-1.zip',
      'dist/a-1-py3-none-any.whl.publish.attestation',
      'dist/a-1-py3-none-any.whl.slsa.attestation',
      'dist/a-1.egg',
      'dist/.gitignore',
      'dist/.a-1.tar.gz',
      'dist/deeper/note.txt',
      'dist/.cache/d-1.tar.gz',
    );
    const { distributions, strays } = await discover();
    expect(distributions.map(({ filename }) => filename)).toEqual([
      'a-1-py3-none-any.whl',
      'b-1.tar.gz',
      'c-1.zip',
    ]);
    expect(distributions[0]?.path).toBe(join(workspace, 'dist', 'a-1-py3-none-any.whl'));
    expect(strays.map((path) => basename(path))).toEqual([
      'a-1-py3-none-any.whl.publish.attestation',
      'a-1-py3-none-any.whl.slsa.attestation',
      'a-1.egg',
    ]);
  });

  test('may be absolute, and may be a link', async () => {
    await touch('real/a-1.tar.gz');
    await symlink(join(workspace, 'real'), join(workspace, 'dist'), 'junction');
    expect(await found([], join(workspace, 'real'))).toEqual(['real/a-1.tar.gz']);
    expect(await found()).toEqual(['dist/a-1.tar.gz']);
  });

  test('that does not exist, or is a file, is a wrong configuration', async () => {
    await touch('file');
    const missing = await publishErrorOf(discover());
    expect(missing).toMatchObject({ code: 'invalid-configuration' });
    expect(missing.message).toContain('does not exist');
    const file = await publishErrorOf(discover([], 'file'));
    expect(file).toMatchObject({ code: 'invalid-configuration' });
    expect(file.message).toContain('is not a directory');
  });

  test('without distributions says what is there instead', async () => {
    await touch('dist/a-1.egg', 'dist/notes.txt');
    const error = await publishErrorOf(discover());
    expect(error.code).toBe('no-distributions');
    expect(error.message).toContain('only a-1.egg, notes.txt');
  });

  test('with distributions only in folders names five of them and both ways out', async () => {
    await touch(...[1, 2, 3, 4, 5, 6, 7].map((n) => `dist/wheels-${n}/a-${n}.tar.gz`));
    const error = await publishErrorOf(discover([], 'dist/'));
    expect(error.code).toBe('no-distributions');
    expect(error.message).toContain('wheels-1/a-1.tar.gz');
    expect(error.message).toContain('wheels-5/a-5.tar.gz and 2 more');
    expect(error.message).not.toContain('wheels-6/');
    expect(error.remedy).toContain('merge-multiple: true');
    expect(error.remedy).toContain('packages: dist/**');
    const absolute = await publishErrorOf(discover([], join(workspace, 'dist')));
    expect(absolute.message).toBe(error.message);
    expect(absolute.remedy).toBe(error.remedy);
    expect(await found(['dist/**'])).toHaveLength(7);
  });
});

describe('a part of the distributions is an error:', () => {
  const SDIST = 'dist/a-1.tar.gz';

  test.each([
    ['a folder for each artifact', ['dist/wheel-cp312/a-1-cp312-cp312-win_amd64.whl']],
    ['an artifact that has a folder itself', ['dist/artifact/wheelhouse/a-1-py3-none-any.whl']],
    ['three folders deep', ['dist/x/y/z/a-1-py3-none-any.whl']],
    ['many', [1, 2, 3].map((n) => `dist/leg-${n}/a-1-${n}-py3-none-any.whl`)],
  ])('%s, next to an sdist that is found', async (_name, nested) => {
    await touch(SDIST, ...nested);
    for (const patterns of [[], ['dist/*'], ['dist/*', '!dist/b*']]) {
      const error = await publishErrorOf(discover(patterns));
      expect(error.code).toBe('incomplete-release');
      expect(error.message).toContain('a-1.tar.gz');
      expect(error.message).toContain(`have ${nested.length} more`);
      expect(error.message).toContain(nested[0]?.slice(patterns.length === 0 ? 5 : 0));
      expect(error.remedy).toContain('packages: dist/**');
    }
    expect(await found(['dist/**'])).toHaveLength(1 + nested.length);
  });

  test.each<[string, string[], string[]]>([
    ['folders are not matched', ['dist/x/b-1.tar.gz'], ['dist/*.tar.gz']],
    ['folders are excluded', ['dist/x/b-1.tar.gz'], ['dist/*', '!dist/x']],
    ['what is in them is excluded', ['dist/x/b-1.tar.gz'], ['dist/*', '!**/x/**']],
    ['the files are excluded', ['dist/x/b-1.tar.gz'], ['dist/*', '!**/b-*']],
    ['they hold other files', ['dist/x/b.txt', 'dist/x/docs-1.zip', 'dist/x/b-linux.tar.gz'], []],
    ['they are hidden', ['dist/.x/b-1.tar.gz'], []],
    ['they are too deep', ['dist/x/y/z/deep/b-1.tar.gz'], []],
  ])('not where %s', async (_name, nested, patterns) => {
    await touch(SDIST, ...nested);
    expect(await found(patterns)).toEqual([SDIST]);
  });

  test('`dist/dist` is the folder to name, because merging artifacts does not help', async () => {
    await touch('dist/dist/a-1.tar.gz', 'dist/dist/a-1-py3-none-any.whl');
    const error = await publishErrorOf(discover());
    expect(error.code).toBe('no-distributions');
    expect(error.remedy).toContain('packages-dir: dist/dist');
    expect(error.remedy).not.toContain('merge-multiple');
    await touch(SDIST);
    const part = await publishErrorOf(discover());
    expect(part.code).toBe('incomplete-release');
    expect(part.remedy).toContain('packages: dist/**');
    expect(part.remedy).not.toContain('packages-dir');
  });

  test('one file name in two artifacts is named before any advice to merge them', async () => {
    await touch('dist/linux/a-1.tar.gz', 'dist/macos/a-1.tar.gz');
    const { remedy } = await publishErrorOf(discover());
    expect(remedy).toMatch(/^a-1\.tar\.gz is there more than once: let one job build it/);
  });

  test('the whole workspace is searched in the same way', async () => {
    await touch('a-1.tar.gz', 'out/b-1.tar.gz');
    const error = await publishErrorOf(discover([], '.'));
    expect(error).toMatchObject({ code: 'incomplete-release' });
    expect(error.remedy).toContain('packages: **');
  });
});

describe('patterns', () => {
  test('reach any depth, with either separator, and match a file once', async () => {
    await touch('dist/a-1.tar.gz', 'dist/x/b-1.tar.gz', 'dist/x/y/c-1.tar.gz', 'dist/x/note.txt');
    expect(await found(['dist/*.tar.gz'])).toEqual(['dist/a-1.tar.gz']);
    expect(await found(['dist\\**\\*.tar.gz', 'dist/**'])).toEqual([
      'dist/a-1.tar.gz',
      'dist/x/b-1.tar.gz',
      'dist/x/y/c-1.tar.gz',
    ]);
    expect((await discover(['dist/**'])).strays).toEqual([join(workspace, 'dist/x/note.txt')]);
  });

  test('may be absolute', async () => {
    await touch('dist/a-1.tar.gz');
    expect(await found([`${workspace}/dist/*`])).toEqual(['dist/a-1.tar.gz']);
  });

  test('end in a loop of links', async () => {
    await touch('dist/a-1.tar.gz');
    await symlink(join(workspace, 'dist'), join(workspace, 'dist', 'again'), 'junction');
    expect(await found(['dist/**'])).toEqual(['dist/a-1.tar.gz']);
  });

  test('that match nothing are named', async () => {
    await touch('dist/a-1.tar.gz');
    const error = await publishErrorOf(discover(['out/*', 'dist']));
    expect(error.code).toBe('no-distributions');
    expect(error.message).toContain('out/*, dist');
    expect(error.message).toContain('dist/a-1.tar.gz');
  });

  test('with `!` before them take files out, wherever they stand', async () => {
    await touch('dist/a-1.tar.gz', 'dist/b-1.tar.gz', 'dist/x/c-1.tar.gz', 'dist/x/y/d-1.tar.gz');
    expect(await found(['dist/*.gz', '!dist/b*'])).toEqual(['dist/a-1.tar.gz']);
    expect(await found(['!dist/b*', 'dist/*.gz'])).toEqual(['dist/a-1.tar.gz']);
    expect(await found(['dist/**', '!dist/x/**'])).toEqual(['dist/a-1.tar.gz', 'dist/b-1.tar.gz']);
    expect(await found(['dist\\**', '!dist\\x\\y\\*', '!**/b-*'])).toEqual([
      'dist/a-1.tar.gz',
      'dist/x/c-1.tar.gz',
    ]);
  });

  test('with `!` take files out however the path is written', async () => {
    await touch('dist/a-1.tar.gz', 'dist/b-1.tar.gz');
    for (const out of ['dist/b*', './dist/b*', `${workspace}/dist/b*`, '**/b-1.tar.gz']) {
      for (const base of ['dist/*', './dist/*', `${workspace}/dist/*`, '**/*.tar.gz']) {
        expect([base, out, await found([base, `!${out}`])]).toEqual([
          base,
          out,
          ['dist/a-1.tar.gz'],
        ]);
      }
    }
  });

  test('with `!` only, or that take all out, leave nothing', async () => {
    await touch('dist/a-1.tar.gz');
    for (const patterns of [['!dist/b*'], ['dist/*', '!dist/*']]) {
      expect((await publishErrorOf(discover(patterns))).code).toBe('no-distributions');
    }
  });

  test('that match nothing next to others that do are an error, exclusions excepted', async () => {
    await touch('dist/a-1.tar.gz', 'dist/note.txt');
    const patterns = ['dist/*.tar.gz', 'out/*', 'dist/*.txt', '!dist/x*', 'dist\\*.whl'];
    const error = await publishErrorOf(discover(patterns));
    expect(error.code).toBe('incomplete-release');
    expect(error.message).toContain('match no file: out/*, dist\\*.whl.');
    expect(await found(['dist/*', '!dist/x*'])).toEqual(['dist/a-1.tar.gz']);
  });

  test.each([[[]], [['dist/a-1.tar.gz']]])(
    'that stand on one line are told to go on several (next to %j)',
    async (others) => {
      await touch('dist/a-1.tar.gz', 'dist/a-1-py3-none-any.whl');
      const error = await publishErrorOf(discover([...others, 'dist/*.whl dist/*.tar.gz']));
      expect(error.message).toContain('dist/*.whl dist/*.tar.gz');
      expect(error.remedy).toBe(
        'Write one pattern per line:\npackages: |\n  dist/*.whl\n  dist/*.tar.gz',
      );
    },
  );

  test('with a space in a name match that name', async () => {
    await touch('dist/a b/a-1.tar.gz');
    expect(await found(['dist/a b/*.tar.gz'])).toEqual(['dist/a b/a-1.tar.gz']);
  });

  test('that find one file name twice name both paths', async () => {
    await touch('linux/a-1.tar.gz', 'macos/a-1.tar.gz');
    const error = await publishErrorOf(discover(['**/*.tar.gz']));
    expect(error.code).toBe('invalid-configuration');
    expect(error.message).toContain(join(workspace, 'linux/a-1.tar.gz'));
    expect(error.message).toContain(join(workspace, 'macos/a-1.tar.gz'));
  });
});

describe('what is named like a distribution, but is no file', () => {
  test('a directory', async () => {
    await touch('dist/a-1-py3-none-any.whl/a-1-py3-none-any.whl');
    const error = await publishErrorOf(discover());
    expect(error).toMatchObject({ code: 'invalid-distribution' });
    expect(error.message).toContain('is a directory');
  });

  test('a link to nothing and a link to itself', async () => {
    await touch('dist/b-1.tar.gz');
    await symlink(join(workspace, 'gone'), join(workspace, 'dist/a-1.tar.gz'));
    expect((await publishErrorOf(discover())).message).toContain('is a link to nothing');
    await symlink(join(workspace, 'loop/c-1.tar.gz'), join(workspace, 'dist/c-1.tar.gz'));
    expect((await publishErrorOf(discover(['dist/c*']))).message).toContain('is a link to nothing');
  });
});
