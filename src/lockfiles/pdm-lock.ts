import { namedFile, withoutCredentials } from './file-address.ts';
import { type LockedPackage, type LockedSource, packageName } from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/**
 * Reads the packages of a `pdm.lock` 4.x: each has its files, before 4.3 (PDM 2.8) those of
 * all are in `[metadata.files]` under name and version. With extras a package comes once more,
 * with the same files: that is one package here. With other files it is another: PDM 2.29 installs
 * those of the entry that comes last.
 */
export function readPdmLock(root: LockTable): LockedPackage[] {
  const metadata = root.optionalTable('metadata');
  const version = metadata?.optionalText('lock_version') ?? '';
  if (!/^4(?:\.[0-9]+)*$/.test(version)) {
    root.fail(
      version === ''
        ? 'has no lock_version in [metadata]'
        : `has the lock_version ${JSON.stringify(version.slice(0, 20))}, and 4.x is known here`,
      'Lock again with PDM 2, or use a newer release of this tool.',
    );
  }
  const shared = metadata?.optionalTable('files');
  const packages = root.tables('package').map((entry) => readPackage(entry, shared));
  return [...new Map(packages.toReversed().map((each) => [key(each), each])).values()].toReversed();
}

function key({ project, version, source, marker, files }: LockedPackage): string {
  const bytes = files.map(({ filename, url, sha256, otherHash }) => [
    filename,
    sha256 ?? otherHash ?? url,
  ]);
  return JSON.stringify([project, version, source, marker, bytes]);
}

function readPackage(entry: LockTable, shared: LockTable | undefined): LockedPackage {
  const name = entry.text('name');
  const version = entry.optionalText('version');
  const files = entry.has('files')
    ? entry.tables('files')
    : (shared?.tables(`${name} ${version ?? ''}`) ?? []);
  return {
    ...packageName(name, entry.at),
    ...optional('version', version),
    source: readSource(entry),
    files: files.map(namedFile),
    at: entry.at,
    ...optional('marker', entry.optionalText('marker')),
  };
}

function readSource(entry: LockTable): LockedSource {
  for (const vcs of ['git', 'hg', 'svn', 'bzr']) {
    const url = entry.optionalText(vcs);
    if (url !== undefined) return { kind: 'vcs', text: `${vcs}+${withoutCredentials(url)}` };
  }
  const url = entry.optionalText('url');
  if (url !== undefined) return { kind: 'url', text: withoutCredentials(url) };
  const path = entry.optionalText('path');
  if (path === undefined) return { kind: 'index' };
  if (entry.flag('editable')) return { kind: 'editable', text: path };
  return { kind: entry.has('files') ? 'archive' : 'directory', text: path };
}
