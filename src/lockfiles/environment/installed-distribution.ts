import type { Sample } from '../../packaging/distribution-contents.ts';
import type { LockedSource } from '../lock-document.ts';

/** A distribution that is installed in an environment, as its metadata there tells. */
export interface InstalledDistribution {
  /** The normal form (PEP 503). */
  readonly project: string;
  /** As METADATA or PKG-INFO has it. */
  readonly name: string;
  readonly version: string;
  /** `egg-info`: installed by tools of old, without a RECORD. */
  readonly kind: 'dist-info' | 'egg-info';
  /** Absolute, of its `.dist-info` or `.egg-info`. */
  readonly path: string;
  /** By `direct_url.json` (PEP 610); an index where there is none. */
  readonly source: LockedSource;
  /** The archive it was installed from, by `provenance_url.json` (PEP 710) or `direct_url.json`. */
  readonly archive?: {
    /** Without credentials. */
    readonly url: string;
    /** Lower-case hex. */
    readonly sha256?: string;
  };
  /** The tool that installed it, as it names itself. */
  readonly installer?: string;
  /** Whether it was requested by name (PEP 376 `REQUESTED`). */
  readonly requested: boolean;
  readonly record: InstalledRecord;
}

/** What is on disk, held against RECORD (PEP 376). Paths as RECORD has them, `/` between parts. */
export interface InstalledRecord {
  /** Why nothing could be compared; the rest is empty then. */
  readonly defect?: string;
  /** Files whose bytes are what RECORD says. */
  readonly unchanged: number;
  readonly changed: Sample;
  readonly missing: Sample;
  /** Without a hash; compiled files, RECORD itself and what the installer writes are not counted. */
  readonly unhashed: Sample;
  /** Paths outside of the environment, which are not opened. */
  readonly outside: Sample;
}

/** What is installed in a folder that Python imports from. */
export interface InstalledEnvironment {
  /** Absolute. */
  readonly sitePackages: string;
  /** By project. */
  readonly distributions: readonly InstalledDistribution[];
  /**
   * Files that no RECORD lists, relative to `sitePackages`, compiled ones aside: among them may
   * be `.pth` files, which run at every start of Python.
   */
  readonly unlisted: Sample;
}
