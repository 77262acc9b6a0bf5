import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

/** What each room may import besides itself. `.` stands for the files directly in src/. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  formats: [],
  files: [],
  http: ['files', 'formats'],
  identity: ['formats', 'http'],
  'index-api': ['files', 'formats', 'http'],
  attestation: ['formats', 'http'],
  distribution: ['files', 'formats'],
  preflight: ['formats'],
  lock: ['files', 'formats'],
  git: [],
  github: ['formats', 'http'],
  verification: ['formats', 'lock'],
  project: ['formats'],
  workflow: [],
  app: [
    'formats',
    'files',
    'http',
    'identity',
    'index-api',
    'github',
    'attestation',
    'distribution',
    'preflight',
    'verification',
    'lock',
    'git',
    'project',
    'workflow',
  ],
  process: ['formats', 'files', 'http', 'identity', 'index-api', 'github', 'app'],
  report: ['lock', 'process', 'verification'],
  action: [
    'formats',
    'http',
    'identity',
    'index-api',
    'app',
    'process',
    'verification',
    'lock',
    'report',
  ],
  cli: [
    'formats',
    'http',
    'identity',
    'index-api',
    'workflow',
    'app',
    'process',
    'verification',
    'lock',
    'report',
  ],
};

/** Files directly in src/ that every room may import; the others there are entry points. */
const FOUNDATION = ['errors.ts', 'log.ts', 'clock.ts', 'cancellation.ts'];

/** Packages that belong to one room. */
const PACKAGE_ROOMS: readonly (readonly [pattern: RegExp, rooms: readonly string[]])[] = [
  [/^@actions\//, ['action']],
  [/^undici(?:\/|$)/, ['http']],
  [/^@sigstore\//, ['attestation']],
  [/^jose$/, ['formats']],
  [/^toml-eslint-parser$/, ['lock']],
  [/^yaml$/, ['workflow']],
];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly specifier: string;
}

function roomOf(file: string): string {
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
    room: roomOf(file),
    specifier,
  }));
}

function isAllowed({ file, room, specifier }: Import): boolean {
  const target = resolve(dirname(file), specifier);
  const targetRoom = roomOf(target);
  if (room === '.') return ['.', 'action', 'cli'].includes(targetRoom);
  if (targetRoom === '.') return FOUNDATION.includes(relative(join(ROOT, 'src'), target));
  return targetRoom === room || (ALLOWED[room]?.includes(targetRoom) ?? false);
}

describe('imports point inwards', () => {
  const all = globSync('src/**/*.ts', { cwd: ROOT }).flatMap(importsOf);
  const show = ({ file, specifier }: Import) => `${relative(ROOT, file)} imports ${specifier}`;

  test('there is something to check, and every room is known', () => {
    expect(all.length).toBeGreaterThan(100);
    const rooms = new Set(all.map(({ room }) => room).filter((room) => room !== '.'));
    expect([...rooms].filter((room) => !(room in ALLOWED))).toEqual([]);
  });

  test('rooms import only what lies further in', () => {
    const local = all.filter(({ specifier }) => specifier.startsWith('.'));
    expect(local.filter((entry) => !isAllowed(entry)).map(show)).toEqual([]);
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

  test('a package that belongs to a room stays there', () => {
    const strays = all.filter(({ room, specifier }) =>
      PACKAGE_ROOMS.some(([pattern, rooms]) => pattern.test(specifier) && !rooms.includes(room)),
    );
    expect(strays.map(show)).toEqual([]);
  });

  test('only the skin reads the environment', () => {
    const readers = globSync('src/**/*.ts', { cwd: ROOT }).filter(
      (path) =>
        !/^src[\\/](?:action[\\/]|[^\\/]+$)/.test(path) &&
        /\bprocess\.(?:env|argv)\b/.test(readFileSync(join(ROOT, path), 'utf8')),
    );
    expect(readers).toEqual([]);
  });

  test('nothing starts a child process or evaluates code', () => {
    const offenders = globSync('src/**/*.ts', { cwd: ROOT }).filter((path) =>
      /node:child_process|node:vm|\beval\(|new Function\(/.test(
        readFileSync(join(ROOT, path), 'utf8'),
      ),
    );
    expect(offenders).toEqual([]);
  });
});
