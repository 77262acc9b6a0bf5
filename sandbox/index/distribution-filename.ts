import { parseVersion, type Version } from './version.ts';

/** PEP 503. */
export const normalizedName = (name: string): string =>
  name.toLowerCase().replaceAll(/[-_.]+/g, '-');

/** The form of a name in file names (PEP 625, PEP 427): lower case, underscores. */
export const filenameForm = (name: string): string => normalizedName(name).replaceAll('-', '_');

export interface ParsedFilename {
  readonly kind: 'wheel' | 'sdist';
  /** The name part as written. */
  readonly name: string;
  /** The version part as written. */
  readonly versionText: string;
  readonly version: Version;
  /** Of a wheel: the platform tags, each of the compressed set. */
  readonly platforms: readonly string[];
  /** Equal for names that `packaging` parses to the same project, version, build and tags. */
  readonly key: string;
}

/** Why `packaging.utils` refuses a file name, in its own words. */
export class InvalidFilename extends Error {}

/** Reads a wheel's or sdist's name as `packaging.utils` 26 does. Throws InvalidFilename. */
export function parseFilename(filename: string): ParsedFilename {
  if (filename.endsWith('.whl')) return parseWheelFilename(filename);
  if (filename.endsWith('.tar.gz') || filename.endsWith('.zip'))
    return parseSdistFilename(filename);
  throw new InvalidFilename(`unknown distribution format: ${filename}`);
}

/** @throws InvalidFilename in the words of packaging's `parse_wheel_filename` */
export function parseWheelFilename(filename: string): ParsedFilename {
  if (!filename.endsWith('.whl')) {
    throw new InvalidFilename(`Invalid wheel filename (extension must be '.whl'): '${filename}'`);
  }
  const stem = filename.slice(0, -'.whl'.length);
  const parts = stem.split('-');
  if (parts.length !== 5 && parts.length !== 6) {
    throw new InvalidFilename(`Invalid wheel filename (wrong number of parts): '${stem}'`);
  }
  const [name = '', versionText = ''] = parts;
  const [python = '', abi = '', platform = ''] = parts.slice(-3);
  if (name.includes('__') || !/^[\p{L}\p{N}_.]+$/u.test(name)) {
    throw new InvalidFilename(`Invalid project name: '${stem}'`);
  }
  const version = parseVersion(versionText);
  if (version === undefined) {
    throw new InvalidFilename(`Invalid wheel filename (invalid version): '${stem}'`);
  }
  const build = parts.length === 6 ? parts[2] : undefined;
  const buildMatch = build === undefined ? undefined : /^([0-9]+)(.*)$/.exec(build);
  if (buildMatch === null) {
    throw new InvalidFilename(`Invalid build number: ${build} in '${stem}'`);
  }
  const buildKey =
    buildMatch === undefined ? '' : `${BigInt(buildMatch[1] ?? '0')}${buildMatch[2]}`;
  const tags = [python, abi, platform].map((part) => part.toLowerCase().split('.'));
  if (tags.flat().includes('')) {
    throw new InvalidFilename(`Invalid wheel filename (invalid tag component): '${stem}'`);
  }
  const tagKey = tags.map((set) => [...new Set(set)].toSorted().join('.')).join('-');
  return {
    kind: 'wheel',
    name,
    versionText,
    version,
    platforms: platform.split('.'),
    key: `wheel ${normalizedName(name)} ${version.key} ${buildKey} ${tagKey}`,
  };
}

/** @throws InvalidFilename in the words of packaging's `parse_sdist_filename` */
export function parseSdistFilename(filename: string): ParsedFilename {
  const extension = ['.tar.gz', '.zip'].find((candidate) => filename.endsWith(candidate));
  if (extension === undefined) {
    throw new InvalidFilename(
      `Invalid sdist filename (extension must be '.tar.gz' or '.zip'): '${filename}'`,
    );
  }
  const stem = filename.slice(0, -extension.length);
  const dash = stem.lastIndexOf('-');
  if (dash < 0) throw new InvalidFilename(`Invalid sdist filename: '${filename}'`);
  const name = stem.slice(0, dash);
  const versionText = stem.slice(dash + 1);
  const version = parseVersion(versionText);
  if (version === undefined) {
    throw new InvalidFilename(`Invalid sdist filename (invalid version): '${filename}'`);
  }
  return {
    kind: 'sdist',
    name,
    versionText,
    version,
    platforms: [],
    key: `sdist ${normalizedName(name)} ${version.key}`,
  };
}
