import type { LockDocument, LockedFile, LockedPackage } from './lock-document.ts';

/** An entry of a lock, and what a change took from it. */
export interface ComparedPackage extends LockedPackage {
  /** Whether a SHA-256 bound the project to bytes before the change, and none binds this entry. */
  readonly lostHash?: boolean;
  /**
   * Projects that came from an index before the change, and whose place this entry takes without
   * coming from one. More than one where the entry has no name.
   */
  readonly movedFrom?: readonly string[];
}

/** The packages of `head`, each with what the change from `base` took from it. */
export function comparedPackages(
  base: LockDocument | undefined,
  head: LockDocument,
): readonly ComparedPackage[] {
  if (base === undefined) return head.packages;
  const before = stateOf(base);
  const present = new Set(head.packages.map(({ project }) => project));
  const gone = [...before.fromIndex].filter((project) => !present.has(project));
  return head.packages.map((entry): ComparedPackage => {
    const isMoved = entry.source.kind !== 'index' && !before.files.has(packageKey(entry, head));
    const movedFrom = isMoved ? placesTaken(entry, before.fromIndex, gone) : [];
    if (movedFrom.length > 0) return { ...entry, movedFrom };
    const lostHash = before.bound.has(entry.project) && !isBound(entry);
    return lostHash ? { ...entry, lostHash } : entry;
  });
}

/**
 * The packages of `head` that differ from `base`: new ones and those from another source whole, of
 * known ones the files that are new. Where files or hashes were removed, all files that are left
 * count: an installer takes one of them now. Order, lines and everything that does not say what is
 * installed count for nothing.
 * @param base Undefined where there was no lock: everything is new.
 */
export function changedPackages(
  base: LockDocument | undefined,
  head: LockDocument,
): readonly ComparedPackage[] {
  const known = base === undefined ? undefined : stateOf(base).files;
  const left = filesByPackage(head);
  return comparedPackages(base, head).flatMap((entry) => {
    const key = packageKey(entry, head);
    const before = known?.get(key);
    if (before === undefined || entry.lostHash === true) return [entry];
    const now = left.get(key);
    if ([...before].some((file) => !now?.has(file))) return [entry];
    const added = entry.files.filter((file) => !before.has(fileKey(file)));
    return added.length === 0 ? [] : [{ ...entry, files: added }];
  });
}

/** What a lock said before a change. */
interface LockState {
  /** The files of each package, as keys. */
  readonly files: ReadonlyMap<string, ReadonlySet<string>>;
  /** Projects whose every entry was bound to bytes. */
  readonly bound: ReadonlySet<string>;
  readonly fromIndex: ReadonlySet<string>;
}

function stateOf(document: LockDocument): LockState {
  const named = document.packages.filter(({ project }) => project !== '');
  const unbound = new Set(named.filter((entry) => !isBound(entry)).map(({ project }) => project));
  const projects = named.map(({ project }) => project);
  return {
    files: filesByPackage(document),
    bound: new Set(projects.filter((project) => !unbound.has(project))),
    fromIndex: new Set(
      named.filter(({ source }) => source.kind === 'index').map(({ project }) => project),
    ),
  };
}

function filesByPackage(document: LockDocument): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const entry of document.packages) {
    const key = packageKey(entry, document);
    const files = found.get(key) ?? new Set();
    for (const file of entry.files) files.add(fileKey(file));
    found.set(key, files);
  }
  return found;
}

/** An entry without a name may be any of the projects that are gone. */
function placesTaken(
  { project }: LockedPackage,
  fromIndex: ReadonlySet<string>,
  gone: readonly string[],
): readonly string[] {
  if (project === '') return gone;
  return fromIndex.has(project) ? [project] : [];
}

/** Whether every file that an installer could take has a SHA-256. */
function isBound({ files }: LockedPackage): boolean {
  return files.length > 0 && files.every(({ sha256 }) => sha256 !== undefined);
}

/** What no hash binds comes from wherever the file's indexes are. */
function packageKey(entry: LockedPackage, { indexUrls }: LockDocument): string {
  const { project, name, version, source } = entry;
  const from = source.kind === 'index' ? source.url : source.text;
  const indexes = source.kind === 'index' && !isBound(entry) ? indexUrls : [];
  return JSON.stringify([project || name, version, source.kind, from, indexes]);
}

/** A URL changes with the mirror; where there is a hash, only that tells. */
function fileKey({ filename, url, sha256, otherHash }: LockedFile): string {
  return JSON.stringify([filename, sha256 ?? otherHash ?? url]);
}
