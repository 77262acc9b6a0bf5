import { type CoreMetadata, metadataValue } from '../../packaging/core-metadata.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { Attestation } from '../../sigstore/model/attestation.ts';

/** A text field of the form; a name may come several times. */
export type FormField = readonly [name: string, value: string];

/** Headers whose form field has another name than the header in lower case with `_`. */
const PLURAL_FIELDS: ReadonlyMap<string, string> = new Map([
  ['classifier', 'classifiers'],
  ['project_url', 'project_urls'],
]);

/** Fields of the upload itself: a header of the same name must never take their place. */
const UPLOAD_FIELDS: ReadonlySet<string> = new Set([
  ':action',
  'attestations',
  'blake2_256_digest',
  'comment',
  'content',
  'description',
  'filetype',
  'gpg_signature',
  'md5_digest',
  'protocol_version',
  'pyversion',
  'sha256_digest',
]);

/**
 * The text fields of an upload (PyPI's legacy upload API). The index takes a release's
 * metadata from the form, not from the archive, so every header of the archive's own
 * metadata is forwarded in its order, whether its Metadata-Version is known here or not.
 */
export function uploadForm(
  distribution: Distribution,
  attestations: readonly Attestation[],
): readonly FormField[] {
  const { parsedFilename, metadata } = distribution;
  const wheel = parsedFilename.kind === 'wheel';
  const fields: FormField[] = [
    [':action', 'file_upload'],
    ['protocol_version', '1'],
    ['filetype', wheel ? 'bdist_wheel' : 'sdist'],
    ['pyversion', wheel ? parsedFilename.pythonTag : 'source'],
    ['sha256_digest', distribution.sha256],
  ];
  const leftOut = isBeforeLicenseFiles(metadata) ? 'license_file' : undefined;
  for (const { name, value } of metadata.fields) {
    const field = formFieldName(name);
    if (!UPLOAD_FIELDS.has(field) && field !== leftOut) fields.push([field, value]);
  }
  if (metadata.description !== undefined) fields.push(['description', metadata.description]);
  if (attestations.length > 0) fields.push(['attestations', JSON.stringify(attestations)]);
  return fields;
}

/**
 * Build backends wrote `License-File` years before Metadata-Version 2.4 brought it, and
 * PyPI refuses a field that is newer than the declared version: such a field is left out,
 * as twine does. The licence files are in the archive all the same.
 */
function isBeforeLicenseFiles(metadata: CoreMetadata): boolean {
  return /^(?:1\.\d|2\.[0-3])$/.test(metadataValue(metadata, 'Metadata-Version')?.trim() ?? '');
}

function formFieldName(header: string): string {
  const name = header.toLowerCase().replaceAll('-', '_');
  return PLURAL_FIELDS.get(name) ?? name;
}
