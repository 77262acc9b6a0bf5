import { normalizeProjectName } from './project-name.ts';
import { formatVersion, parseVersion, type Version } from './version.ts';

/** `{name}-{version}(-{build})?-{python}-{abi}-{platform}.whl` (PEP 427), read as `packaging` reads it. */
export interface WheelFilename {
  readonly kind: 'wheel';
  /** The name part as written. */
  readonly name: string;
  /** The name part in normal form (PEP 503). */
  readonly project: string;
  readonly version: Version;
  /** The build tag's digits and the rest, where there is one. */
  readonly build: readonly [string, string] | undefined;
  /** The python tag as written, such as `py2.py3`. */
  readonly pythonTag: string;
  /** Every `python-abi-platform` of the compressed tag set (PEP 425), lower-case, sorted. */
  readonly tags: readonly string[];
}

/** `{name}-{version}.tar.gz` (PEP 625), or the older `.zip`. */
export interface SdistFilename {
  readonly kind: 'sdist';
  readonly name: string;
  readonly project: string;
  readonly version: Version;
  readonly extension: '.tar.gz' | '.zip';
}

/** A compressed tag set multiplies: real wheels have some twenty tags, a hostile name could have millions. */
const MOST_TAGS = 2_000;

/** Reads a wheel's or an sdist's file name, told apart by its ending; `undefined` where it is neither. */
export function parseDistributionFilename(
  filename: string,
): WheelFilename | SdistFilename | undefined {
  return parseWheelFilename(filename) ?? parseSdistFilename(filename);
}

/**
 * The version in a distribution's file name, without reading the rest: the tags of a hostile
 * name can be thousands, and an index can list a hundred thousand names.
 * @returns undefined where the name has none
 */
export function distributionVersion(filename: string): Version | undefined {
  if (!filename.endsWith('.whl')) return parseSdistFilename(filename)?.version;
  const [, version] = filename.split('-', 2);
  return version === undefined ? undefined : parseVersion(version);
}

/**
 * Reads a wheel's file name with the verdicts of `packaging.utils.parse_wheel_filename` 26.3.
 * Whether PyPI accepts the name (normal forms, known platforms) is another question.
 */
export function parseWheelFilename(filename: string): WheelFilename | undefined {
  if (!filename.endsWith('.whl')) {
    return undefined;
  }
  const parts = filename.slice(0, -'.whl'.length).split('-');
  const [name = '', versionText = ''] = parts;
  const [pythonTag = '', abiTag = '', platformTag = ''] = parts.slice(-3);
  if (parts.length < 5 || parts.length > 6 || !isWheelProjectPart(name)) {
    return undefined;
  }
  const version = parseVersion(versionText);
  const build = parts.length === 6 ? parseBuildTag(parts[2] ?? '') : undefined;
  const tags = expandTags(pythonTag, abiTag, platformTag);
  if (version === undefined || tags === undefined || (parts.length === 6 && build === undefined)) {
    return undefined;
  }
  const project = normalizeProjectName(name);
  return { kind: 'wheel', name, project, version, build, pythonTag, tags };
}

/** Reads an sdist's file name with the verdicts of `packaging.utils.parse_sdist_filename` 26.3. */
export function parseSdistFilename(filename: string): SdistFilename | undefined {
  const extension = (['.tar.gz', '.zip'] as const).find((ending) => filename.endsWith(ending));
  if (extension === undefined) {
    return undefined;
  }
  const stem = filename.slice(0, -extension.length);
  const dash = stem.lastIndexOf('-');
  const version = dash < 1 ? undefined : parseVersion(stem.slice(dash + 1));
  if (version === undefined) {
    return undefined;
  }
  const name = stem.slice(0, dash);
  return { kind: 'sdist', name, project: normalizeProjectName(name), version, extension };
}

/** The escaped project name of PEP 427; `packaging` takes any letter, not only ASCII. */
function isWheelProjectPart(name: string): boolean {
  return !name.includes('__') && /^[\p{L}\p{N}_.]+$/u.test(name);
}

function parseBuildTag(text: string): readonly [string, string] | undefined {
  const [, digits, rest = ''] = /^([0-9]+)([^\n]*)/.exec(text) ?? [];
  return digits === undefined ? undefined : [digits, rest];
}

function expandTags(python: string, abi: string, platform: string): string[] | undefined {
  const pythons = python.split('.');
  const abis = abi.split('.');
  const platforms = platform.split('.');
  if (
    pythons.length * abis.length * platforms.length > MOST_TAGS ||
    [...abis, ...platforms].includes('') ||
    !pythons.every((tag) => /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(tag))
  ) {
    return undefined;
  }
  const tags = pythons.flatMap((x) => abis.flatMap((y) => platforms.map((z) => `${x}-${y}-${z}`)));
  return [...new Set(tags.map((tag) => tag.toLowerCase()))].sort();
}

/**
 * What a file name says, whatever its spelling: two names with the same key are one
 * distribution to PyPI's attestation check (`foo-1.0-py3.py2-none-any.whl` and
 * `Foo-1.0-py2.py3-none-any.whl`).
 * @returns undefined where the name is none of a distribution
 */
export function distributionKey(filename: string): string | undefined {
  const parsed = parseDistributionFilename(filename);
  if (!parsed) return undefined;
  const release = `${parsed.kind} ${parsed.project} ${formatVersion(withoutTrailingZeros(parsed.version))}`;
  if (parsed.kind === 'sdist') return release;
  return [release, buildTag(parsed.build), ...parsed.tags].join(' ');
}

/** `1.0` and `1.0.0` are one version (PEP 440). */
function withoutTrailingZeros(version: Version): Version {
  const last = version.release.findLastIndex((part) => part !== '0');
  return { ...version, release: version.release.slice(0, Math.max(last, 0) + 1) };
}

/** The digits of a build tag are a number: `01a` and `1a` are one (PEP 427). */
function buildTag(build: WheelFilename['build']): string {
  return build === undefined ? '' : build[0].replace(/^0+(?=.)/, '') + build[1];
}

/**
 * What platform tags of wheels (PEP 425, 600, 656) run on, without the version of the system: the
 * names stay the same when a project raises its oldest glibc or macOS.
 * @param tag such as `manylinux_2_28_x86_64` or `macosx_11_0_universal2`
 * @returns such as `manylinux_x86_64`; two for macOS binaries with two architectures
 */
export function platformFamilies(tag: string): readonly string[] {
  const [, system = '', architecture = ''] =
    /^(manylinux|musllinux|macosx|ios|android)(?:1|2010|2014|_\d+(?:_\d+)?)_(.+)$/.exec(tag) ?? [];
  if (system === '') return [tag];
  if (system === 'macosx' && architecture === 'universal2') {
    return ['macosx_arm64', 'macosx_x86_64'];
  }
  return [`${system}_${architecture}`];
}
