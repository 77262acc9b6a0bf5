import { type CoreMetadata, metadataValue, metadataValues } from '../packaging/core-metadata.ts';
import type { Distribution } from '../packaging/distribution.ts';
import type { IndexKind } from '../pypi/index-profile.ts';
import { type PreflightFinding, type PreflightRule, PYPI_INDEXES } from './rule.ts';

/** Findings shown of one rule about one file: a hostile file could have a million. */
const MOST_SHOWN = 5;

/** What a rule about one file's metadata found; the file is named where findings are shown. */
export type MetadataFinding = Omit<PreflightFinding, 'filenames'>;

/**
 * A rule that looks at the metadata of one file at a time: an error where PyPI's own code runs.
 * @param pypi what PyPI says, as in {@link Rule}
 */
export function metadataRule(
  id: string,
  pypi: string,
  check: (metadata: CoreMetadata, distribution: Distribution) => readonly MetadataFinding[],
  errorOn: readonly IndexKind[] = PYPI_INDEXES,
): PreflightRule {
  return {
    id,
    pypi,
    concerns: 'metadata',
    errorOn,
    check: ({ distributions }) =>
      distributions.flatMap((distribution) =>
        bounded(check(distribution.metadata, distribution)).map((finding) => ({
          filenames: [distribution.filename],
          ...finding,
        })),
      ),
  };
}

function bounded(findings: readonly MetadataFinding[]): readonly MetadataFinding[] {
  const more = findings.length - MOST_SHOWN;
  return findings.slice(0, MOST_SHOWN).map((finding, index) => {
    const isLast = index === MOST_SHOWN - 1 && more > 0;
    return isLast
      ? { ...finding, message: `${finding.message} (and ${more} more of the kind)` }
      : finding;
  });
}

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

/** The only value of a header; a repeated one has a separate rule. */
export function formValue(metadata: CoreMetadata, header: string): string | undefined {
  const values = formValues(metadata, header);
  return values.length === 1 ? values[0] : undefined;
}

function isBefore24(metadata: CoreMetadata): boolean {
  return /^(?:1\.\d|2\.[0-3])$/.test(metadataValue(metadata, 'Metadata-Version')?.trim() ?? '');
}
