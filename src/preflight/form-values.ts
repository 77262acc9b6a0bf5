import { type CoreMetadata, metadataValue, metadataValues } from '../packaging/core-metadata.ts';

/**
 * The values of a header that PyPI gets to see (its upload form, as of 2026-08): a lone empty
 * value is none, `UNKNOWN` is what old tools wrote for none, and `License-File` is not sent below
 * Metadata-Version 2.4 (docs/decisions/0003).
 */
export function formValues(metadata: CoreMetadata, header: string): readonly string[] {
  if (header === 'License-File' && isBefore24(metadata)) return [];
  const values = metadataValues(metadata, header);
  const isNone = (values.length === 1 && values[0] === '') || values.at(-1)?.trim() === 'UNKNOWN';
  return isNone ? [] : values;
}

/** The only value of a header; a repeated one has a rule of its own. */
export function formValue(metadata: CoreMetadata, header: string): string | undefined {
  const values = formValues(metadata, header);
  return values.length === 1 ? values[0] : undefined;
}

function isBefore24(metadata: CoreMetadata): boolean {
  return /^(?:1\.\d|2\.[0-3])$/.test(metadataValue(metadata, 'Metadata-Version')?.trim() ?? '');
}
