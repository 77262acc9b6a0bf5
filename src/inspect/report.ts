import type { PublishError } from '../errors.ts';
import type { Distribution } from '../packaging/distribution.ts';
import type { JudgedFinding } from '../preflight/preflight.ts';
import type { IndexProfile } from '../pypi/index-profile.ts';
import { PUBLISH_PREDICATE_TYPE } from '../sigstore/model/statement.ts';
import type { SignedDocument } from '../sigstore/read/signed-document.ts';
import type { DocumentVerdict } from '../sigstore/verify/document-verifier.ts';

/** A file beside a signed document that the document may be about. */
export interface FileBeside {
  readonly path: string;
  /** Whether it has the bytes that were signed. */
  readonly same: boolean;
}

/** How the signature of a document did, where that was asked. */
export type Verification = { readonly kind: 'not-asked' } | DocumentVerdict;

/** An attestation or a bundle, and what was found out about it. */
export interface InspectedDocument {
  readonly document: SignedDocument;
  /** What an index says about who published; undefined outside of a provenance object. */
  readonly publisher: ReadonlyMap<string, string> | undefined;
  readonly beside: FileBeside | undefined;
  readonly verification: Verification;
}

/** A wheel or an sdist. */
export interface InspectedDistribution {
  readonly kind: 'distribution';
  readonly path: string;
  readonly distribution: Distribution;
  /** What preflight says about this file, alone or with others. */
  readonly findings: readonly JudgedFinding[];
}

/** A file of attestations or bundles. */
export interface InspectedSignatures {
  readonly kind: 'signatures';
  readonly path: string;
  /** Whether the file is a PEP 740 provenance object, with publishers. */
  readonly isProvenance: boolean;
  readonly documents: readonly InspectedDocument[];
}

/** A file that is not what its name says or not known here, or a name that no file has. */
export interface UnreadableFile {
  readonly kind: 'unreadable';
  readonly path: string;
  readonly error: PublishError;
}

export type InspectedFile = InspectedDistribution | InspectedSignatures | UnreadableFile;

/** Distributions, then files of signatures, then names that no file has. */
export interface InspectReport {
  readonly index: IndexProfile;
  readonly files: readonly InspectedFile[];
  /** What preflight says about several files, each finding once. The files have them as well. */
  readonly findings: readonly JudgedFinding[];
}

/** Whether a finding is about several files. */
export function isShared({ filenames }: JudgedFinding): boolean {
  return filenames.length > 1;
}

/**
 * Whether a document is meant for PyPI: a PEP 740 attestation, or a bundle that says so by its
 * predicate. PyPI accepts no other bundle, so its form is no fault of one.
 */
export function isForPypi({ format, predicateType }: SignedDocument): boolean {
  return format === 'attestation' || predicateType === PUBLISH_PREDICATE_TYPE;
}

/** Whether the index would accept a file that is meant for it, and everything that was verified verifies. */
export function isFine(file: InspectedFile): boolean {
  switch (file.kind) {
    case 'distribution':
      return file.findings.every(({ severity }) => severity === 'warning');
    case 'signatures':
      return file.documents.every(
        ({ document, beside, verification }) =>
          (document.refusals.length === 0 || !isForPypi(document)) &&
          beside?.same !== false &&
          (verification.kind === 'verified' || verification.kind === 'not-asked'),
      );
    case 'unreadable':
      return false;
  }
}
