import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * The folders of src/, from the top down: files import from their own folder and from those of lower rows.
 * So a story (a row of its commands) never imports another one.
 */
const LAYERS: readonly (readonly string[])[] = [
  ['actions', 'cli'],
  ['process'],
  ['publish', 'attest', 'inspect', 'verify', 'setup'],
  ['run'],
  ['preflight', 'provenance'],
  ['pypi', 'lockfiles', 'distributions', 'restructuredtext', 'workflows', 'project'],
  ['sigstore', 'archives'],
  ['github'],
  ['http'],
  ['packaging', 'json', 'files'],
  ['text'],
];

/** Files directly in src/ that every folder may import; the others there are entry points. */
const FOUNDATION = ['errors.ts', 'log.ts', 'clock.ts', 'cancellation.ts'];

/** Packages that one folder alone uses. */
const PACKAGE_FOLDERS: readonly (readonly [pattern: RegExp, folders: readonly string[]])[] = [
  [/^@actions\//, ['actions', 'github']],
  [/^undici(?:\/|$)/, ['http']],
  [/^@sigstore\//, ['sigstore']],
  [/^jose$/, ['github']],
  [/^toml-eslint-parser$/, ['lockfiles']],
  [/^yaml$/, ['workflows']],
];

const layerOf = (folder: string) => LAYERS.findIndex((layer) => layer.includes(folder));

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly specifier: string;
}

function folderOf(file: string): string {
  const [first = '', ...rest] = relative(join(ROOT, 'src'), file).split(/[\\/]/);
  return rest.length === 0 ? '.' : first;
}

function importsOf(path: string): readonly Import[] {
  const file = join(ROOT, path);
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'/gm);
  const later = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [...found, ...later].map(([, specifier = '']) => ({
    file,
    folder: folderOf(file),
    specifier,
  }));
}

function isAllowed({ file, folder, specifier }: Import): boolean {
  const target = resolve(dirname(file), specifier);
  const targetFolder = folderOf(target);
  if (folder === '.') return ['.', 'actions', 'cli'].includes(targetFolder);
  if (targetFolder === '.') return FOUNDATION.includes(relative(join(ROOT, 'src'), target));
  return targetFolder === folder || layerOf(targetFolder) > layerOf(folder);
}

describe('imports point downwards', () => {
  const all = globSync('src/**/*.ts', { cwd: ROOT }).flatMap(importsOf);
  const show = ({ file, specifier }: Import) => `${relative(ROOT, file)} imports ${specifier}`;

  test('every folder has a layer', () => {
    const folders = new Set(all.map(({ folder }) => folder).filter((folder) => folder !== '.'));
    expect([...folders].toSorted()).toEqual(LAYERS.flat().toSorted());
  });

  test('from a folder to lower ones only', () => {
    const local = all.filter(({ specifier }) => specifier.startsWith('.'));
    expect(local.filter((entry) => !isAllowed(entry)).map(show)).toEqual([]);
  });

  test('the linter of reStructuredText is a library: of the rest it needs Python’s string functions', () => {
    const outside = all.filter(
      ({ file, folder, specifier }) =>
        folder === 'restructuredtext' &&
        folderOf(resolve(dirname(file), specifier)) !== folder &&
        !specifier.endsWith('/text/python-text.ts'),
    );
    expect(outside.map(show)).toEqual([]);
  });

  test.each(['src', 'sandbox', 'conformance', 'bench', 'fuzz', 'scripts'])(
    'in %s no file imports itself by way of others, not even for types',
    (folder) => {
      const targets = new Map(
        globSync(`${folder}/**/*.ts`, { cwd: ROOT }).map((path) => [
          join(ROOT, path),
          importsOf(path).map(({ file, specifier }) => resolve(dirname(file), specifier)),
        ]),
      );
      expect(targets.size).toBeGreaterThan(5);
      // What imports nothing that is left is taken away, until only circles and what leads there are.
      for (let before = 0; before !== targets.size; ) {
        before = targets.size;
        for (const [file, imported] of targets) {
          if (!imported.some((target) => targets.has(target))) targets.delete(file);
        }
      }
      expect([...targets.keys()].map((file) => relative(ROOT, file))).toEqual([]);
    },
  );

  test('no exported name is defined twice', () => {
    const places = new Map<string, string[]>();
    for (const path of globSync('src/**/*.ts', { cwd: ROOT })) {
      const text = readFileSync(join(ROOT, path), 'utf8');
      const names = text.matchAll(
        /^export (?:async )?(?:function\*?|class|interface|type|const) (\w+)/gm,
      );
      for (const [, name = ''] of names) places.set(name, [...(places.get(name) ?? []), path]);
    }
    expect(places.size).toBeGreaterThan(500);
    expect([...places].filter(([, paths]) => paths.length > 1)).toEqual([]);
  });

  test('a package that one folder alone uses stays there', () => {
    const strays = all.filter(({ folder, specifier }) =>
      PACKAGE_FOLDERS.some(
        ([pattern, folders]) => pattern.test(specifier) && !folders.includes(folder),
      ),
    );
    expect(strays.map(show)).toEqual([]);
  });

  test('only the entry points and the actions read the environment', () => {
    const readers = globSync('src/**/*.ts', { cwd: ROOT }).filter(
      (path) =>
        !/^src[\\/](?:actions[\\/]|[^\\/]+$)/.test(path) &&
        /\bprocess\.(?:env|argv)\b/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(readers).toEqual([]);
  });

  test('git at a terminal is the only process that is started, and no code is evaluated', () => {
    const offenders = globSync('src/**/*.ts', { cwd: ROOT }).filter((path) =>
      /node:child_process|node:vm|\beval\(|new Function\(/.test(
        readFileSync(join(ROOT, path), 'utf8'),
      ),
    );
    expect(offenders.map((path) => path.replaceAll('\\', '/'))).toEqual(['src/cli/git-commits.ts']);
  });

  test('what actions load starts no process', () => {
    const loaded = (bundle: string) => {
      const code = readFileSync(join(ROOT, 'dist', bundle), 'utf8');
      return [...code.matchAll(/(?:from|require\(|import\() ?"(node:)?(child_process)"/g)].length;
    };
    expect(['index.js', 'attest.js', 'verify.js'].map(loaded)).toEqual([0, 0, 0]);
    expect(loaded('cli.js')).toBe(1);
  });
});
