import type { PublishError } from '../errors.ts';

/** One file that was signed, and what was written for it. */
export interface AttestedFile {
  /** Absolute path. */
  readonly path: string;
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly kind: 'distribution' | 'file';
  /** Paths of attestations and bundles. */
  readonly written: readonly string[];
  /** Log entries, as decimal texts. */
  readonly logIndexes: readonly string[];
}

/** What a run of the attest action did. */
export interface AttestReport {
  readonly files: readonly AttestedFile[];
  /** `owner/repository`, workflow and commit that signed. */
  readonly signer: string | undefined;
  readonly error: PublishError | undefined;
}

/** One file of an attest run as JSON: an element of the action's output `files`. */
export function attestedFileData(file: AttestedFile): Readonly<Record<string, unknown>> {
  const { path, filename, sha256, kind, written, logIndexes } = file;
  return { name: filename, path, kind, sha256, written, 'log-indexes': logIndexes };
}
