// node windows.ts ENTRY…: runs ENTRY with paths, line ends and names of files as Windows has them. Paths
// are `C:\…`, `node:path` is `path.win32`, names are found in any case and cannot hold `:`, and there
// are neither O_NOFOLLOW nor O_NONBLOCK. What lies below is this machine's own file system.
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const DRIVE = 'C:';
/** What no name of Windows may hold, but for the separators. */
const RESERVED = /[<>:"|?*\p{Cc}]/u;
const { existsSync, readdirSync } = fs;
const folder = process.cwd();
const entry = pathToFileURL(resolve(process.argv[2] ?? '')).href;

const shown = (here: string) => DRIVE + here.replaceAll('/', '\\');

/** Where a path of Windows lies on this machine. Others, such as file descriptors, stay as they are. */
function native<T>(given: T): T | string {
  if (typeof given !== 'string') return given;
  const slashed = given.replaceAll('\\', '/');
  const [, rest = slashed] = /^[a-z]:(\/.*)$/is.exec(slashed) ?? [];
  const absolute = resolve(folder, rest);
  let found = '/';
  for (const name of absolute.split('/').filter(Boolean)) {
    if (RESERVED.test(name)) throw Object.assign(new Error(`ENOENT: ${given}`), { code: 'ENOENT' });
    const exact = join(found, name);
    found = existsSync(exact) ? exact : join(found, inAnyCase(found, name) ?? name);
  }
  return found;
}

function inAnyCase(place: string, name: string): string | undefined {
  try {
    return readdirSync(place).find((other) => other.toLowerCase() === name.toLowerCase());
  } catch {
    return undefined;
  }
}

type Call = (...args: unknown[]) => unknown;
type Functions = Record<string, Call | undefined>;

/** Puts a function in the place of one of `object`, which gets the old one first. */
function replace(object: object, name: string, make: (old: Call) => Call): void {
  const functions = object as Functions;
  const old = functions[name];
  if (typeof old !== 'function') throw new TypeError(`nothing is named ${name}`);
  functions[name] = make(old.bind(object));
}

const ONE_PATH = 'access appendFile lstat mkdir open readFile readdir rm stat unlink writeFile';
const TWO_PATHS = 'rename copyFile link symlink';
for (const [object, suffix] of [
  [fs.promises, ''],
  [fs, 'Sync'],
] as const) {
  // What a path of its own cannot be is an answer, not an exception, where answers are promises.
  const answers = (call: Call): Call => (suffix === '' ? async (...args) => call(...args) : call);
  const each = (names: string, make: (old: Call) => Call) => {
    for (const name of names.split(' '))
      replace(object, name + suffix, (old) => answers(make(old)));
  };
  each(
    ONE_PATH,
    (old) =>
      (one, ...others) =>
        old(native(one), ...others),
  );
  each(
    TWO_PATHS,
    (old) =>
      (one, two, ...others) =>
        old(native(one), native(two), ...others),
  );
  each('mkdtemp realpath', (old) => (one, ...others) => {
    const given = old(native(one), ...others);
    // Node asks for modules, by paths of this machine.
    if (String(one).startsWith('/')) return given;
    return given instanceof Promise ? given.then(shown) : shown(String(given));
  });
}
for (const name of ['existsSync', 'createReadStream']) {
  replace(
    fs,
    name,
    (old) =>
      (one, ...others) =>
        old(native(one), ...others),
  );
}
replace(fs.promises, 'glob', (old) => (pattern, given) => {
  const patterns = (Array.isArray(pattern) ? pattern : [pattern]) as string[];
  const { cwd, ...others } = given as { cwd: string };
  const slashed = patterns.map((one) => one.replace(/^[a-z]:(?=[\\/])/i, '').replaceAll('\\', '/'));
  return backslashed(old(slashed, { ...others, cwd: native(cwd) }) as AsyncIterable<string>);
});

async function* backslashed(found: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const one of found) yield one.startsWith('/') ? shown(one) : one.replaceAll('/', '\\');
}

for (const [name, value] of Object.entries(process.env)) {
  if (/^\/[^*?[\n]*$/.test(value ?? '') && name !== 'PATH') process.env[name] = shown(value ?? '');
}
registerHooks({
  resolve: (name, context, next) =>
    next(/^(?:node:)?path$/.test(name) ? 'node:path/win32' : name, context),
});
Object.defineProperty(os, 'EOL', { value: '\r\n' });
Object.defineProperty(process, 'platform', { value: 'win32' });
process.cwd = () => shown(folder);
syncBuiltinESMExports();
process.argv.splice(1, 2, shown(entry.slice('file://'.length)));
await import(entry);
