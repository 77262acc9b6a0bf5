import { filenameIn, sha256Digest, withoutCredentials } from './file-address.ts';
import {
  type LockedFile,
  type LockedPackage,
  type LockedSource,
  type Place,
  packageName,
} from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/** Reads the packages of a `pylock.toml` (PEP 751; the Python Packaging User Guide's pylock.toml 1.0). */
export function readPylock(root: LockTable): LockedPackage[] {
  const version = root.text('lock-version');
  if (!/^1(?:\.[0-9]+)?$/.test(version)) {
    root.fail(
      `has the lock-version ${JSON.stringify(version.slice(0, 20))}, and 1.0 is known here`,
      'Export the lock as version 1.0, or use a newer release of this tool.',
    );
  }
  return root.tables('packages').map(readPackage);
}

function readPackage(entry: LockTable): LockedPackage {
  return {
    ...packageName(entry.text('name'), entry.at),
    ...optional('version', entry.optionalText('version')),
    source: readSource(entry),
    files: files(entry),
    at: entry.at,
    ...optional('attestationIdentities', identities(entry)),
    ...optional('marker', entry.optionalText('marker')),
  };
}

function readSource(entry: LockTable): LockedSource {
  const vcs = entry.optionalTable('vcs');
  if (vcs) return { kind: 'vcs', text: `${vcs.optionalText('type') ?? 'vcs'}+${address(vcs)}` };
  const directory = entry.optionalTable('directory');
  if (directory) {
    const kind = directory.flag('editable') ? 'editable' : 'directory';
    return { kind, text: directory.text('path') };
  }
  const archive = entry.optionalTable('archive');
  if (archive) return { kind: archive.has('url') ? 'url' : 'archive', text: address(archive) };
  const index = entry.optionalText('index');
  return { kind: 'index', ...optional('url', index && withoutCredentials(index)) };
}

function files(entry: LockTable): LockedFile[] {
  const archive = entry.optionalTable('archive') ?? entry.optionalTable('sdist');
  return [...(archive ? [archive] : []), ...entry.tables('wheels')].map(readFile);
}

function readFile(file: LockTable): LockedFile {
  const url = file.optionalText('url');
  const filename = file.optionalText('name') ?? filenameIn(address(file));
  const hashes = file.optionalTable('hashes');
  return {
    ...optional('filename', filename),
    ...optional('url', url && withoutCredentials(url)),
    ...pylockHash(hashes, file.at),
    ...optional('size', file.optionalNumber('size')),
    ...optional('uploadTime', file.optionalTime('upload-time')),
    at: file.at,
  };
}

/** A table of digests by algorithm. */
function pylockHash(
  hashes: LockTable | undefined,
  at: Place,
): Pick<LockedFile, 'sha256' | 'otherHash'> {
  const sha256 = sha256Digest(hashes?.optionalText('sha256'), at);
  if (sha256 !== undefined) return { sha256 };
  const [algorithm] = hashes?.keys ?? [];
  return optional('otherHash', algorithm && `${algorithm}:${hashes?.optionalText(algorithm)}`);
}

function address(table: LockTable): string {
  const text = table.optionalText('url') ?? table.optionalText('path');
  return text === undefined
    ? table.fail('has neither a "url" nor a "path"')
    : withoutCredentials(text);
}

function identities(entry: LockTable): readonly Readonly<Record<string, unknown>>[] | undefined {
  const found = entry.tables('attestation-identities');
  for (const identity of found) identity.text('kind');
  return found.length === 0 ? undefined : found.map((identity) => identity.plain());
}
