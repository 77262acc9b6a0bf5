import type { LockKind } from './lock-document.ts';

/** The names that tools write or that specifications give. */
const NAMES: readonly (readonly [pattern: RegExp, kind: LockKind])[] = [
  [/^pylock(?:\.[^.]+)?\.toml$/, 'pylock'],
  // `uv lock --script` writes beside the script.
  [/^uv\.lock$|\.py\.lock$/, 'uv'],
  [/^poetry\.lock$/, 'poetry'],
  [/^pdm\.lock$/, 'pdm'],
  [/^Pipfile\.lock$/, 'pipenv'],
  [/\.(?:txt|in)$/i, 'requirements'],
];

/** What a file of each kind has, for those under other names. */
const CONTENTS: readonly (readonly [patterns: readonly RegExp[], kind: LockKind])[] = [
  [[/^\s*\{\s*"_meta"/], 'pipenv'],
  [[/^\s*\{/], 'pip-report'],
  [[/^\[\[packages\]\]/m, /^lock-version[ \t]*=/m], 'pylock'],
  [[/^\[\[package\]\]/m, /^lock-version[ \t]*=/m], 'poetry'],
  [[/^\[\[package\]\]/m, /^lock_version[ \t]*=/m], 'pdm'],
  [[/^\[\[package\]\]/m, /^version[ \t]*=/m], 'uv'],
];

/**
 * Which kind of file it is: by its name, else by what it holds. A file that looks like nothing
 * else is a requirements file, unless its name says TOML, JSON, YAML or lock.
 */
export function lockKind(path: string, text: string): LockKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const named = NAMES.find(([pattern]) => pattern.test(name));
  if (named) return named[1];
  const found = CONTENTS.find(([patterns]) => patterns.every((pattern) => pattern.test(text)));
  if (found) return found[1];
  return /\.(?:toml|json|lock|ya?ml)$/i.test(name) ? undefined : 'requirements';
}
