import type { CoreMetadata } from '../formats/core-metadata.ts';
import { parseRequirement } from '../formats/requirement.ts';
import { formValues } from './form-values.ts';
import { metadataRule } from './metadata-rule.ts';
import { quoted } from './quoted.ts';

const FIELDS: readonly string[] = ['Requires-Dist', 'Provides-Dist', 'Obsoletes-Dist'];

/** PyPI: "'x' is invalid for 'requires-dist'" (400, 2026-08; PEP 508) */
export const requirement = metadataRule('requirement', (metadata) =>
  requirementsOf(metadata)
    .filter(({ value }) => parseRequirement(value) === undefined)
    .map(({ field, value }) => ({
      message: `its ${field} ${quoted(value)} is no valid requirement (PEP 508)`,
      remedy:
        'Write it in `dependencies` of pyproject.toml like "name[extra]>=1.0,<2; python_version >= \'3.10\'".',
    })),
);

/** PyPI: "Can't have direct dependency: x @ https://…" (400, 2026-08) */
export const directReference = metadataRule('direct-reference', (metadata) =>
  requirementsOf(metadata)
    .filter(({ value }) => parseRequirement(value)?.url !== undefined)
    .map(({ field, value }) => ({
      message: `its ${field} ${quoted(value)} names a URL, which public indexes refuse`,
      remedy:
        'Depend on a released version of that project; publish it first, or vendor it, if there is none.',
    })),
);

function requirementsOf(metadata: CoreMetadata): { field: string; value: string }[] {
  return FIELDS.flatMap((field) => formValues(metadata, field).map((value) => ({ field, value })));
}
