import { formatVersion, parseVersion } from '../packaging/version.ts';
import { compareVersions } from '../packaging/version-order.ts';
import type { SimpleFile, SimpleProject } from '../pypi/simple/simple-api.ts';

/** A file as an index lists it. All of it is the index's word. */
export interface ListedFile {
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string | undefined;
  /** Milliseconds since the epoch. */
  readonly uploadedAt: number | undefined;
  /** A text is the reason. */
  readonly yanked: boolean | string;
  /** Where its provenance is; undefined where the index says that there is none. */
  readonly provenance: string | undefined;
}

/** The files of one version. */
export interface Release {
  /** In PEP 440's normal form, with as many zeros as its first file has. To be shown. */
  readonly version: string;
  /** One for all spellings of the version: see {@link versionKey}. */
  readonly key: string;
  readonly files: readonly ListedFile[];
  /** When its first file was uploaded; milliseconds since the epoch. */
  readonly startedAt: number | undefined;
  readonly attested: number;
  /** Whether all of its files were yanked. */
  readonly isYanked: boolean;
  /** A pre-release or a development release (PEP 440). */
  readonly isPrerelease: boolean;
  /** The lines that it belongs to: `1` and `1.4` of 1.4.2. */
  readonly lines: readonly string[];
}

/** Everything that an index says of a project. */
export interface ProjectListing {
  /** PEP 792: `active`, `archived`, `quarantined`, `deprecated`. */
  readonly status: string;
  readonly files: readonly ListedFile[];
  /** The oldest first. */
  readonly releases: readonly Release[];
  /** How: by the time of their first file, or by version where a release has no upload time. */
  readonly order: 'time' | 'version';
}

/** Reads a page of the Simple API as verification needs it. */
export function projectListing(page: SimpleProject): ProjectListing {
  const files = page.files.map(listedFile);
  const releases = releasesOf(files);
  const isTimed = releases.every(({ startedAt }) => startedAt !== undefined);
  return {
    status: page['project-status']?.status ?? 'active',
    files,
    releases: isTimed
      ? releases.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0))
      : byVersion(releases),
    order: isTimed ? 'time' : 'version',
  };
}

function listedFile(file: SimpleFile): ListedFile {
  const sha256 = Object.hasOwn(file.hashes, 'sha256') ? file.hashes['sha256'] : undefined;
  const uploadedAt = Date.parse(file['upload-time'] ?? '');
  return {
    filename: file.filename,
    sha256: sha256?.toLowerCase(),
    uploadedAt: Number.isNaN(uploadedAt) ? undefined : uploadedAt,
    yanked: file.yanked ?? false,
    provenance: file.provenance ?? undefined,
  };
}

function releasesOf(all: readonly ListedFile[]): readonly Release[] {
  const files = new Map<string, [ListedFile, ...ListedFile[]]>();
  const keyOf = keyReader();
  for (const file of all) {
    const key = keyOf(versionText(file.filename));
    if (key === undefined) continue;
    const known = files.get(key);
    if (known) known.push(file);
    else files.set(key, [file]);
  }
  return [...files].map(([key, own]) => ({
    version: normalVersion(versionText(own[0].filename)) ?? key,
    key,
    files: own,
    startedAt: earliest(own),
    attested: own.filter(({ provenance }) => provenance !== undefined).length,
    isYanked: own.every(({ yanked }) => yanked !== false),
    ...kindOf(key),
  }));
}

/** Whether a version is a pre-release or a development release (PEP 440). */
export function isPrereleaseVersion(text: string): boolean {
  const version = parseVersion(text);
  return version !== undefined && (version.pre !== undefined || version.dev !== undefined);
}

function kindOf(text: string): Pick<Release, 'isPrerelease' | 'lines'> {
  const version = parseVersion(text);
  if (version === undefined) return { isPrerelease: false, lines: [] };
  const { epoch, release } = version;
  const [major = '0', minor = '0'] = release;
  return {
    isPrerelease: isPrereleaseVersion(text),
    lines: [`${epoch}!${major}`, `${epoch}!${major}.${minor}`],
  };
}

function byVersion(releases: readonly Release[]): readonly Release[] {
  return releases
    .flatMap((release) => {
      const version = parseVersion(release.version);
      return version === undefined ? [] : [{ release, version }];
    })
    .toSorted((a, b) => compareVersions(a.version, b.version))
    .map(({ release }) => release);
}

function earliest(files: readonly ListedFile[]): number | undefined {
  const times = files.map(({ uploadedAt }) => uploadedAt).filter((time) => time !== undefined);
  // Not by spreading them: a page can list more files than a call may have arguments.
  return times.length === 0 ? undefined : times.reduce((least, time) => Math.min(least, time));
}

/** The version of a file name, read without its tags: a page can list thousands. */
export function versionText(filename: string): string {
  if (filename.endsWith('.whl')) return filename.split('-', 2)[1] ?? '';
  const stem = filename.replace(/\.(?:tar\.[a-z0-9]+|zip|tgz|egg|exe)$/, '');
  return stem.slice(stem.lastIndexOf('-') + 1);
}

/** Reads each spelling of a version once. */
function keyReader(): (text: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, versionKey(text));
    return known.get(text);
  };
}

function normalVersion(text: string): string | undefined {
  const version = parseVersion(text);
  return version && formatVersion(version);
}

/** PEP 440's normal form without trailing zeros, so that `1.0` and `1.0.0` are one release. */
export function versionKey(text: string): string | undefined {
  const version = parseVersion(text);
  if (version === undefined) return undefined;
  const last = version.release.findLastIndex((part) => part !== '0');
  return formatVersion({ ...version, release: version.release.slice(0, Math.max(last, 0) + 1) });
}
