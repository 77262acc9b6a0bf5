import { sha256Digest, sha256In, withoutCredentials } from '../file-address.ts';
import type { LockedSource } from '../lock-document.ts';
import type { LockTable } from '../lock-table.ts';
import { optional } from '../optional.ts';
import type { InstalledDistribution } from './installed-distribution.ts';

type Origin = Pick<InstalledDistribution, 'source' | 'archive'>;

/** Reads `direct_url.json` (PEP 610): the distribution came from a URL or path, from no index. */
export function readDirectUrl(root: LockTable): Origin {
  const url = withoutCredentials(root.text('url'));
  const vcs = root.optionalTable('vcs_info');
  if (vcs) return { source: { kind: 'vcs', text: `${vcs.text('vcs')}+${url}` } };
  const directory = root.optionalTable('dir_info');
  if (directory) {
    return { source: { kind: directory.flag('editable') ? 'editable' : 'directory', text: url } };
  }
  const kind: LockedSource['kind'] = url.startsWith('file:') ? 'archive' : 'url';
  return { source: { kind, text: url }, archive: archive(root, url) };
}

/** Reads `provenance_url.json` (PEP 710): the distribution came from an index, as this archive. */
export function readProvenanceUrl(root: LockTable): Origin {
  const url = withoutCredentials(root.text('url'));
  return { source: { kind: 'index' }, archive: archive(root, url) };
}

function archive(root: LockTable, url: string): NonNullable<Origin['archive']> {
  const info = root.optionalTable('archive_info');
  const digest = info?.optionalTable('hashes')?.optionalText('sha256');
  const sha256 =
    sha256Digest(digest, root.at) ?? sha256In(info?.optionalText('hash') || undefined, root.at);
  return { url, ...optional('sha256', sha256) };
}
