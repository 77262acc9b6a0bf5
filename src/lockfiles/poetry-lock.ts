import { parseDistributionFilename } from '../packaging/distribution-filename.ts';
import { parseVersion } from '../packaging/version.ts';
import { compareVersions } from '../packaging/version-order.ts';
import { namedFile, withoutCredentials } from './file-address.ts';
import {
  type LockedFile,
  type LockedPackage,
  type LockedSource,
  packageName,
} from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/**
 * Reads the packages of a `poetry.lock`: from 2.0 on (Poetry 1.3) each has its own files, before
 * that `[metadata.files]` has those of all versions under the name.
 */
export function readPoetryLock(root: LockTable): LockedPackage[] {
  const metadata = root.optionalTable('metadata');
  const version = metadata?.optionalText('lock-version') ?? '';
  if (metadata === undefined || !/^[12](?:\.[0-9]+)*$/.test(version)) {
    root.fail(
      version === ''
        ? 'has no lock-version in [metadata]'
        : `has the lock-version ${JSON.stringify(version.slice(0, 20))}, and 1.x and 2.x are known here`,
      'Lock again with Poetry 1.x or 2.x, or use a newer release of this tool.',
    );
  }
  const shared = metadata?.optionalTable('files');
  return root.tables('package').map((entry) => readPackage(entry, shared));
}

function readPackage(entry: LockTable, shared: LockTable | undefined): LockedPackage {
  const name = entry.text('name');
  const version = entry.text('version');
  const files = entry.has('files')
    ? entry.tables('files').map(readFile)
    : sharedFiles(shared, name, version);
  return {
    ...packageName(name, entry.at),
    version,
    source: readSource(entry),
    files,
    at: entry.at,
    ...optional('marker', marker(entry)),
  };
}

function readFile(file: LockTable): LockedFile {
  return {
    ...namedFile(file),
    ...optional('size', file.optionalNumber('size')),
    ...optional('uploadTime', file.optionalTime('upload-time')),
  };
}

/** A project that is locked in two versions has both versions' files in one list. */
function sharedFiles(shared: LockTable | undefined, name: string, version: string): LockedFile[] {
  const files = shared?.tables(name).map(readFile) ?? [];
  const wanted = parseVersion(version);
  return files.filter(({ filename = '' }) => {
    const found = parseDistributionFilename(filename)?.version;
    return !wanted || !found || compareVersions(found, wanted) === 0;
  });
}

function readSource(entry: LockTable): LockedSource {
  const table = entry.optionalTable('source');
  const type = table?.optionalText('type');
  if (table === undefined || type === undefined) return { kind: 'index' };
  const text = withoutCredentials(table.optionalText('url') ?? '');
  if (type === 'legacy' || type === 'pypi') return { kind: 'index', url: text };
  if (type === 'directory') return { kind: entry.flag('develop') ? 'editable' : 'directory', text };
  if (type === 'url') return { kind: 'url', text };
  if (type === 'file') return { kind: 'archive', text };
  if (/^(?:git|hg|svn|bzr)$/.test(type)) return { kind: 'vcs', text: `${type}+${text}` };
  return table.fail(
    `has a source of the type ${JSON.stringify(type.slice(0, 40))}, which is not known here`,
    'Use a newer release of this tool.',
  );
}

/** A text, or from 2.1 on a table with one for each group. */
function marker(entry: LockTable): string | undefined {
  const markers = entry.optionalTableOrText('markers');
  if (markers === undefined || typeof markers === 'string') return markers;
  const groups = entry.texts('groups').map(({ text }) => text);
  // A group without one installs the package anywhere.
  if (!groups.every((group) => markers.has(group))) return undefined;
  return groups.map((group) => `(${markers.text(group)})`).join(' or ') || undefined;
}
