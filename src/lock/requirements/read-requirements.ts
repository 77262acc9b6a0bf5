import { withoutCredentials } from '../file-address.ts';
import { LockDefect } from '../lock-defect.ts';
import type { LockDocument, LockedPackage, Place } from '../lock-document.ts';
import { includedPath } from './included-path.ts';
import { type RequirementsInclude, readRequirementsFile } from './requirements-file.ts';

/** Reads a file that another one includes; undefined where there is none. */
export type ReadIncluded = (path: string, at: Place) => Promise<string | undefined>;

/** Files that one requirements file may include, itself counted. Real trees have some ten. */
const MOST_FILES = 100;

/**
 * Reads a requirements file with everything that it includes. Constraints install nothing; they
 * fix the version and hashes of what a requirement leaves open.
 */
export async function readRequirements(
  path: string,
  text: string,
  readIncluded: ReadIncluded,
): Promise<LockDocument> {
  const tree = new IncludeTree(readIncluded);
  await tree.add(path, text, 'requirement', [path]);
  const packages = tree.requirements.map((entry) => constrained(entry, tree.constraints));
  return {
    kind: 'requirements',
    path,
    packages: withoutRepetitions(packages),
    indexUrls: [...new Set(tree.indexUrls.map(withoutCredentials))],
  };
}

class IncludeTree {
  readonly requirements: LockedPackage[] = [];
  readonly constraints: LockedPackage[] = [];
  readonly indexUrls: string[] = [];
  readonly #readIncluded: ReadIncluded;
  #files = 0;

  constructor(readIncluded: ReadIncluded) {
    this.#readIncluded = readIncluded;
  }

  async add(
    path: string,
    text: string,
    kind: RequirementsInclude['kind'],
    within: readonly string[],
  ): Promise<void> {
    const { entries, indexUrls } = readRequirementsFile(path, text);
    this.indexUrls.push(...indexUrls);
    for (const entry of entries) {
      if ('target' in entry) await this.#include(entry, within);
      else if (kind === 'requirement') this.requirements.push(entry);
      else this.constraints.push(entry);
    }
  }

  async #include(include: RequirementsInclude, within: readonly string[]): Promise<void> {
    const { at, kind, target } = include;
    const path = includedPath(at, target);
    const remedy = 'Mend the line: pip would refuse it too.';
    if (within.includes(path)) throw new LockDefect(at, `includes ${path} in a circle`, remedy);
    this.#files += 1;
    if (this.#files >= MOST_FILES) {
      throw new LockDefect(
        at,
        `is one of more than ${MOST_FILES} files that include each other`,
        'Verify the included files one by one, or lock into one file.',
      );
    }
    const text = await this.#readIncluded(path, at);
    if (text === undefined)
      throw new LockDefect(at, `includes ${path}, which is not there`, remedy);
    await this.add(path, text, kind, [...within, path]);
  }
}

function constrained(entry: LockedPackage, constraints: readonly LockedPackage[]): LockedPackage {
  const isOpen = entry.source.kind === 'index' && entry.project !== '';
  const found = isOpen
    ? constraints.find(
        ({ project, version, source }) =>
          project === entry.project &&
          source.kind === 'index' &&
          (entry.version === undefined || version === undefined || version === entry.version),
      )
    : undefined;
  if (found === undefined) return entry;
  const version = entry.version ?? found.version;
  return {
    ...entry,
    ...(version === undefined ? {} : { version }),
    files: entry.files.length > 0 ? entry.files : found.files,
  };
}

/** A file that is included twice says the same twice: the first time counts. */
function withoutRepetitions(packages: readonly LockedPackage[]): LockedPackage[] {
  const seen = new Set<string>();
  return packages.filter((entry) => {
    const key = identity(entry);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function identity({ project, name, version, source, marker, files }: LockedPackage): string {
  return JSON.stringify([
    project || name,
    version,
    source,
    marker,
    files.map((file) => file.sha256),
  ]);
}
