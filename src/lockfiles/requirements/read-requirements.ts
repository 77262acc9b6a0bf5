import { withoutCredentials } from '../file-address.ts';
import { LockDefect, type LockDocument, type LockedPackage, type Place } from '../lock-document.ts';
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
  const constraints = new Constraints(tree.constraints);
  const packages = tree.requirements.flatMap((entry) => constrained(entry, constraints));
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
    for (const url of indexUrls) this.indexUrls.push(url);
    for (const entry of entries) {
      if ('target' in entry) await this.#include(entry, within);
      else if (kind === 'requirement') this.requirements.push(entry);
      else this.constraints.push(entry);
    }
  }

  async #include(include: RequirementsInclude, within: readonly string[]): Promise<void> {
    const { at, kind, target } = include;
    const path = includedPath(at, target);
    const remedy = 'Fix the line: pip would refuse it too.';
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

/** Constraints on one project that are read; real files have one for each of a few markers. */
const MOST_CONSTRAINTS = 20;

/** Constraints by project: a list of them would be gone through for each requirement. */
class Constraints {
  readonly #byProject: ReadonlyMap<string, readonly LockedPackage[]>;

  constructor(constraints: readonly LockedPackage[]) {
    const fromIndex = constraints.filter(({ source }) => source.kind === 'index');
    this.#byProject = Map.groupBy(withoutRepetitions(fromIndex), ({ project }) => project);
    for (const own of this.#byProject.values()) {
      const last = own[MOST_CONSTRAINTS];
      if (last === undefined) continue;
      throw new LockDefect(
        last.at,
        `is one of more than ${MOST_CONSTRAINTS} constraints on ${last.project}`,
        'Keep one constraint for each project and marker.',
      );
    }
  }

  /** Every one that can apply: which of them does, their markers decide where it is installed. */
  fitting({ project, version: wanted }: LockedPackage): readonly LockedPackage[] {
    return (this.#byProject.get(project) ?? []).filter(
      ({ version }) => wanted === undefined || version === undefined || version === wanted,
    );
  }
}

/** A requirement as each of the constraints that can apply to it leaves it. */
function constrained(entry: LockedPackage, constraints: Constraints): readonly LockedPackage[] {
  const isOpen = entry.source.kind === 'index' && entry.project !== '';
  const found = isOpen ? constraints.fitting(entry) : [];
  if (found.length === 0) return [entry];
  return found.map((constraint) => {
    const version = entry.version ?? constraint.version;
    return {
      ...entry,
      ...(version === undefined ? {} : { version }),
      files: entry.files.length > 0 ? entry.files : constraint.files,
    };
  });
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
    files.map(({ sha256, otherHash }) => sha256 ?? otherHash),
  ]);
}
