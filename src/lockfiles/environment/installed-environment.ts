import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '../../files/regular-file.ts';
import { metadataValue, parseCoreMetadata } from '../../packaging/core-metadata.ts';
import { sample } from '../../packaging/distribution-contents.ts';
import { isProjectName, normalizeProjectName } from '../../packaging/project-name.ts';
import { sha256Digest, sha256In, withoutCredentials } from '../file-address.ts';
import { readJson } from '../json.ts';
import { LockDefect, type LockedSource } from '../lock-document.ts';
import { type LockTable, optional } from '../lock-table.ts';
import type { InstalledDistribution, InstalledEnvironment } from './installed-distribution.ts';
import { checkRecord, type EnvironmentFolders } from './installed-record.ts';
import { environmentFolders, unlistedFiles } from './site-packages.ts';

const MOST_METADATA_BYTES = 16 * 1024 * 1024;
const MOST_JSON_BYTES = 1024 * 1024;
/** Some hundred are many; a million would be no environment. */
const MOST_DISTRIBUTIONS = 20_000;

/**
 * Reads what is installed, and holds every file against its RECORD. Nothing is imported or run.
 *
 * @param folder A `site-packages` folder, or a virtual environment.
 * @param shown The folder as messages name it.
 * @throws LockDefect where it is neither
 */
export async function installedEnvironment(
  folder: string,
  shown: string = folder,
): Promise<InstalledEnvironment> {
  const folders = await environmentFolders(folder, shown);
  const names = (await readdir(folders.sitePackages)).sort();
  const found = names.filter((name) => /\.(?:dist|egg)-info$/.test(name));
  if (found.length > MOST_DISTRIBUTIONS) {
    throw new LockDefect({ path: shown, line: 1 }, `has ${found.length} distributions`, CHECK);
  }
  const listed = new Set<string>();
  const distributions: InstalledDistribution[] = [];
  for (const name of found) {
    const read = await readDistribution(join(folders.sitePackages, name), folders, listed);
    if (read) distributions.push(read);
  }
  return {
    sitePackages: folders.sitePackages,
    distributions: distributions.toSorted((a, b) => (a.project < b.project ? -1 : 1)),
    unlisted: sample(await unlistedFiles(folders.sitePackages, listed)),
  };
}

const CHECK = 'Check the path: it should be a virtual environment or its site-packages folder.';

async function readDistribution(
  path: string,
  folders: EnvironmentFolders,
  listed: Set<string>,
): Promise<InstalledDistribution | undefined> {
  const identity = await readIdentity(path);
  if (identity === undefined) return undefined;
  if (path.endsWith('.egg-info')) {
    const record = { ...(await checkRecord(path, folders)).record, defect: 'is not there' };
    const source = { kind: 'index' } as const;
    return { ...identity, kind: 'egg-info', path, source, requested: false, record };
  }
  const checked = await checkRecord(path, folders);
  for (const file of checked.listed) listed.add(file);
  const installer = await readText(join(path, 'INSTALLER'));
  return {
    ...identity,
    kind: 'dist-info',
    path,
    ...(await readOrigin(path)),
    ...optional('installer', installer?.trim().slice(0, 100) || undefined),
    requested: (await readText(join(path, 'REQUESTED'))) !== undefined,
    record: checked.record,
  };
}

/** An `.egg-info` of old is a file itself. */
async function readIdentity(
  path: string,
): Promise<Pick<InstalledDistribution, 'name' | 'project' | 'version'> | undefined> {
  const isEgg = path.endsWith('.egg-info');
  let bytes = await readRegularFile(
    join(path, isEgg ? 'PKG-INFO' : 'METADATA'),
    MOST_METADATA_BYTES,
  );
  if (typeof bytes === 'string' && isEgg) bytes = await readRegularFile(path, MOST_METADATA_BYTES);
  if (typeof bytes === 'string') return undefined;
  const metadata = parseCoreMetadata(bytes);
  const name = metadataValue(metadata, 'Name');
  const version = metadataValue(metadata, 'Version');
  if (name === undefined || version === undefined || !isProjectName(name)) return undefined;
  return { name, project: normalizeProjectName(name), version };
}

async function readOrigin(
  path: string,
): Promise<Pick<InstalledDistribution, 'source' | 'archive'>> {
  const direct = await readText(join(path, 'direct_url.json'));
  if (direct !== undefined) return readDirectUrl(readJson(join(path, 'direct_url.json'), direct));
  const provenance = await readText(join(path, 'provenance_url.json'));
  if (provenance === undefined) return { source: { kind: 'index' } };
  return readProvenanceUrl(readJson(join(path, 'provenance_url.json'), provenance));
}

async function readText(path: string): Promise<string | undefined> {
  const bytes = await readRegularFile(path, MOST_JSON_BYTES);
  return typeof bytes === 'string' ? undefined : bytes.toString('utf8');
}

type Origin = Pick<InstalledDistribution, 'source' | 'archive'>;

/** Reads `direct_url.json` (PEP 610): the distribution came from a URL or path, from no index. */
function readDirectUrl(root: LockTable): Origin {
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
function readProvenanceUrl(root: LockTable): Origin {
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
