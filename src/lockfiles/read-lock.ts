import { readJson } from './json.ts';
import {
  LockDefect,
  type LockDocument,
  type LockedPackage,
  type LockKind,
} from './lock-document.ts';
import type { LockTable } from './lock-table.ts';
import { lockText } from './lock-text.ts';
import { readPdmLock } from './pdm-lock.ts';
import { readPipReport } from './pip-report.ts';
import { readPipfileLock } from './pipfile-lock.ts';
import { readPoetryLock } from './poetry-lock.ts';
import { readPylock } from './pylock.ts';
import { type ReadIncluded, readRequirements } from './requirements/read-requirements.ts';
import { readToml } from './toml.ts';
import { readUvLock } from './uv-lock.ts';

interface Format {
  readonly parse: (path: string, text: string) => LockTable;
  readonly read: (root: LockTable) => LockedPackage[];
}

/** A new kind of lock is one file and one line here. */
const FORMATS: Readonly<Record<Exclude<LockKind, 'requirements'>, Format>> = {
  pylock: { parse: readToml, read: readPylock },
  uv: { parse: readToml, read: readUvLock },
  poetry: { parse: readToml, read: readPoetryLock },
  pdm: { parse: readToml, read: readPdmLock },
  pipenv: { parse: readJson, read: readPipfileLock },
  'pip-report': { parse: readJson, read: readPipReport },
};

/**
 * Reads a lock file, a requirements file or a report of pip; which of them it is shows in its
 * name or content.
 *
 * @param path As it is to be shown; `/` or `\` between its parts.
 * @param content The file's bytes, or its text.
 * @param readIncluded Reads what a requirements file includes with `-r` and `-c`, by a path
 *   relative to the same folder as `path`, never one outside of it. Where it is left out such a
 *   line is a defect: nothing is passed over in silence.
 * @throws LockDefect and nothing else, whatever the content (besides what `readIncluded` throws)
 */
export async function readLock(
  path: string,
  content: Uint8Array | string,
  readIncluded: ReadIncluded = cannotInclude,
): Promise<LockDocument> {
  const text =
    typeof content === 'string' ? content.replace(/^\ufeff/, '') : lockText(path, content);
  const kind = lockKind(path, text);
  if (kind === undefined) {
    throw new LockDefect(
      { path, line: 1 },
      'is no lock file that is known here',
      'Known are pylock.toml, uv.lock, poetry.lock, pdm.lock, Pipfile.lock, requirements files and the reports of pip. What conda installs (environment.yml, conda-lock.yml) has no provenance on PyPI.',
    );
  }
  if (kind === 'requirements') return readRequirements(path, text, readIncluded);
  const { parse, read } = FORMATS[kind];
  const packages = read(parse(path, text));
  return { kind, path, packages, indexUrls: indexUrls(packages) };
}

function indexUrls(packages: readonly LockedPackage[]): string[] {
  const urls = packages.map(({ source }) => (source.kind === 'index' ? source.url : undefined));
  return [...new Set(urls.filter((url) => url !== undefined))];
}

const cannotInclude: ReadIncluded = async (path, at) => {
  throw new LockDefect(
    at,
    `includes ${path}, which was not given`,
    'Give that file too, or lock into one file.',
  );
};

/** The names that tools write or that specifications give. */
const NAMES: readonly (readonly [pattern: RegExp, kind: LockKind])[] = [
  [/^pylock(?:\.[^.]+)?\.toml$/, 'pylock'],
  // `uv lock --script` writes next to the script.
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
function lockKind(path: string, text: string): LockKind | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const named = NAMES.find(([pattern]) => pattern.test(name));
  if (named) return named[1];
  const found = CONTENTS.find(([patterns]) => patterns.every((pattern) => pattern.test(text)));
  if (found) return found[1];
  return /\.(?:toml|json|lock|ya?ml)$/i.test(name) ? undefined : 'requirements';
}
