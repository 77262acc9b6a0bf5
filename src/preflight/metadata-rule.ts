import type { CoreMetadata } from '../packaging/core-metadata.ts';
import type { Distribution } from '../packaging/distribution.ts';
import type { IndexKind } from '../pypi/index-profile.ts';
import { type Finding, PYPI_INDEXES, type Rule } from './rule.ts';

/** Findings shown of one rule about one file: a hostile file could have a million. */
const MOST_SHOWN = 5;

/** What a rule about one file's metadata found; the file is named where findings are shown. */
export type MetadataFinding = Omit<Finding, 'filename'>;

/**
 * A rule that looks at the metadata of one file at a time: an error where PyPI's own code runs.
 * @param pypi what PyPI says, as in {@link Rule}
 */
export function metadataRule(
  id: string,
  pypi: string,
  check: (metadata: CoreMetadata, distribution: Distribution) => readonly MetadataFinding[],
  errorOn: readonly IndexKind[] = PYPI_INDEXES,
): Rule {
  return {
    id,
    pypi,
    concerns: 'metadata',
    errorOn,
    check: ({ distributions }) =>
      distributions.flatMap((distribution) =>
        bounded(check(distribution.metadata, distribution)).map((finding) => ({
          filename: distribution.filename,
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
