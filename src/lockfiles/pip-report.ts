import { filenameIn, hashIn, sha256Digest, withoutCredentials } from './file-address.ts';
import {
  type LockedFile,
  type LockedPackage,
  type LockedSource,
  packageName,
} from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/** Reads what `pip install --report` (version 1) would install or did. */
export function readPipReport(root: LockTable): LockedPackage[] {
  const version = root.text('version');
  if (version !== '1') {
    root.fail(
      `has the version ${JSON.stringify(version.slice(0, 20))} of pip's report, and 1 is known here`,
      'Use a newer release of this tool.',
    );
  }
  return root.tables('install').map(readPackage);
}

function readPackage(entry: LockTable): LockedPackage {
  const metadata = entry.optionalTable('metadata') ?? entry.fail('has no "metadata"');
  const download = entry.optionalTable('download_info') ?? entry.fail('has no "download_info"');
  const source = entry.flag('is_direct') ? directSource(download) : ({ kind: 'index' } as const);
  return {
    ...packageName(metadata.text('name'), entry.at),
    version: metadata.text('version'),
    source,
    files: download.has('archive_info') ? [readFile(download)] : [],
    at: entry.at,
    direct: entry.flag('requested'),
  };
}

/** The `download_info` is a direct URL as PEP 610 has it. */
function directSource(download: LockTable): LockedSource {
  const url = withoutCredentials(download.text('url'));
  const vcs = download.optionalTable('vcs_info');
  if (vcs) return { kind: 'vcs', text: `${vcs.text('vcs')}+${url}` };
  const directory = download.optionalTable('dir_info');
  if (directory) return { kind: directory.flag('editable') ? 'editable' : 'directory', text: url };
  return { kind: url.startsWith('file:') ? 'archive' : 'url', text: url };
}

function readFile(download: LockTable): LockedFile {
  const url = download.text('url');
  const archive = download.optionalTable('archive_info');
  const digest = archive?.optionalTable('hashes')?.optionalText('sha256');
  const at = download.at;
  return {
    ...optional('filename', filenameIn(url)),
    url: withoutCredentials(url),
    ...(digest === undefined
      ? hashIn(archive?.optionalText('hash'), at)
      : optional('sha256', sha256Digest(digest, at))),
    at,
  };
}
