import type { CoreMetadata } from './core-metadata.ts';
import type { DistributionContents } from './distribution-contents.ts';
import type { SdistFilename, WheelFilename } from './distribution-filename.ts';

/** A wheel or an sdist whose archive was opened and whose bytes were hashed. */
export interface Distribution {
  /** The absolute path of the file. */
  readonly path: string;
  /** The last part of the path: the name it will have on the index. */
  readonly filename: string;
  /** What the file name says, parsed; `kind` tells wheel from sdist. */
  readonly parsedFilename: WheelFilename | SdistFilename;
  /** The project's name as the metadata writes it. */
  readonly name: string;
  /** The project's name in normal form (PEP 503), from the metadata. */
  readonly project: string;
  /** The version in normal form (PEP 440), from the metadata; its own text where it is none. */
  readonly version: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex of the SHA-256 of the whole file. */
  readonly sha256: string;
  /** Tells this state of the file on disk from others (`fileIdentity` of `files/`). */
  readonly fileIdentity: string;
  /** METADATA of a wheel, PKG-INFO of an sdist. */
  readonly metadata: CoreMetadata;
  /** What else rules ask about the archive, judged while it was open. */
  readonly contents: DistributionContents;
}
