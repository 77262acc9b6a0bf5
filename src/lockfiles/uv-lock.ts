import { filenameIn, hashIn, withoutCredentials } from './file-address.ts';
import {
  type LockedFile,
  type LockedPackage,
  type LockedSource,
  packageName,
} from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/**
 * Reads the packages of a `uv.lock`, version 1 in all its revisions (as uv 0.13 writes it).
 * Revisions add members and never change one: they are not looked at.
 */
export function readUvLock(root: LockTable): LockedPackage[] {
  const version = root.optionalNumber('version');
  if (version !== 1) {
    root.fail(
      `has the lock version ${version}, and 1 is known here`,
      'Lock with a uv that writes version 1, or use a newer release of this tool.',
    );
  }
  const entries = root.tables('package');
  const direct = directNames(root, entries);
  return entries.map((entry) => {
    const read = readPackage(entry);
    return { ...read, ...optional('direct', direct?.has(read.project)) };
  });
}

function readPackage(entry: LockTable): LockedPackage {
  const table = entry.optionalTable('source') ?? entry.fail('has no "source"');
  const source = readSource(table);
  const sdist = entry.optionalTable('sdist');
  const files = [...(sdist ? [sdist] : []), ...entry.tables('wheels')];
  return {
    ...packageName(entry.text('name'), entry.at),
    ...optional('version', entry.optionalText('version')),
    source,
    files: files.map((file) => readFile(file, source)),
    at: entry.at,
  };
}

/** The members that a source can have, with the kind that each makes it. */
const SOURCES = [
  ['git', 'vcs'],
  ['url', 'url'],
  ['path', 'archive'],
  ['directory', 'directory'],
  ['editable', 'editable'],
  // A project whose dependencies are installed and it itself is not.
  ['virtual', 'directory'],
] as const;

function readSource(table: LockTable): LockedSource {
  const registry = table.optionalText('registry');
  if (registry !== undefined) return { kind: 'index', url: withoutCredentials(registry) };
  for (const [member, kind] of SOURCES) {
    const text = table.optionalText(member);
    if (text !== undefined) {
      return { kind, text: withoutCredentials(kind === 'vcs' ? `git+${text}` : text) };
    }
  }
  return table.fail(
    'has a source of a kind that is not known here',
    'Use a newer release of this tool.',
  );
}

/** A file of a package that is one file itself has no separate address. */
function readFile(file: LockTable, source: LockedSource): LockedFile {
  const address =
    file.optionalText('url') ??
    file.optionalText('path') ??
    (source.kind === 'archive' || source.kind === 'url' ? source.text : undefined);
  const filename = file.optionalText('filename') ?? (address && filenameIn(address));
  const url = file.optionalText('url');
  return {
    ...optional('filename', filename),
    ...optional('url', url && withoutCredentials(url)),
    ...hashIn(file.optionalText('hash'), file.at),
    ...optional('size', file.optionalNumber('size')),
    ...optional('uploadTime', file.optionalTime('upload-time')),
    at: file.at,
  };
}

/**
 * What the locked projects themselves ask for: the members of the workspace, or the one project
 * of the folder; of a script, its own requirements.
 * @returns undefined where the lock does not tell which its projects are
 */
function directNames(root: LockTable, entries: readonly LockTable[]): Set<string> | undefined {
  const manifest = root.optionalTable('manifest');
  const members = new Set(manifest?.texts('members').map(({ text }) => text));
  const requirements = manifest?.tables('requirements') ?? [];
  const projects = entries.filter((entry) =>
    members.size > 0 ? members.has(entry.text('name')) : isOwn(entry),
  );
  if (projects.length === 0 && requirements.length === 0) return undefined;
  const asked = [...requirements, ...projects.flatMap(dependencies)];
  return new Set(asked.map((dependency) => dependency.text('name')));
}

function isOwn(entry: LockTable): boolean {
  const source = entry.optionalTable('source');
  return source?.optionalText('virtual') === '.' || source?.optionalText('editable') === '.';
}

function dependencies(project: LockTable): LockTable[] {
  const groups = ['optional-dependencies', 'dev-dependencies'].flatMap((member) => {
    const table = project.optionalTable(member);
    return table?.keys.flatMap((group) => table.tables(group)) ?? [];
  });
  return [...project.tables('dependencies'), ...groups];
}
