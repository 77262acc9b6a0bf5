import type { ForbiddenContent, WheelContents } from '../packaging/distribution-contents.ts';

/** Where to look for distributions. */
export interface DiscoverInput {
  /** The absolute directory that relative paths and patterns start from. */
  readonly workspace: string;
  /** Searched as it is, not below; unused where there are patterns. */
  readonly packagesDir: string;
  /** Globs with `**`; one with `!` before it takes files out; `/` and `\` both separate folders, on every platform. May be empty. */
  readonly patterns: readonly string[];
}

/** A file whose name ends like a distribution's; nothing of it has been read. */
export interface DistributionCandidate {
  /** Absolute. */
  readonly path: string;
  /** The last part of the path. */
  readonly filename: string;
}

/** What reading an archive from end to end gives. */
export interface ArchiveContents {
  /** The bytes of METADATA or PKG-INFO. */
  readonly metadata: Uint8Array;
  /** Lower-case hex of the whole file's SHA-256. */
  readonly sha256: string;
  /** Bytes of the whole file. */
  readonly size: number;
  /** Of the file as it was read (`fileIdentity` of `files/`). */
  readonly fileIdentity: string;
  /** Whether the archive has what a `License-File` field names, where PyPI looks for it. */
  readonly hasLicenseFile: (path: string) => boolean;
  /** What PyPI's scanner refuses; the first few. */
  readonly forbidden: readonly ForbiddenContent[];
  /** Only of wheels. */
  readonly wheel: WheelContents | undefined;
}

/**
 * The most that is read of METADATA, PKG-INFO, WHEEL, RECORD or entry_points.txt. Real metadata has some kilobytes
 * and descriptions have at most some hundred; a RECORD of 16 MiB would list some hundred thousand files.
 */
export const MOST_METADATA_BYTES = 16 * 1024 * 1024;
