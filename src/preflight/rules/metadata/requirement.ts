import type { CoreMetadata } from '../../../packaging/core-metadata.ts';
import { parseRequirement } from '../../../packaging/requirement.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

const FIELDS: readonly string[] = ['Requires-Dist', 'Provides-Dist', 'Obsoletes-Dist'];

export const requirement = metadataRule(
  'requirement',
  "'x' is invalid for 'requires-dist' (400; PEP 508)",
  (metadata) =>
    requirementsOf(metadata)
      .filter(({ value }) => parseRequirement(value) === undefined)
      .map(({ field, value }) => ({
        message: `its ${field} ${quoted(value)} is no valid requirement (PEP 508)`,
        remedy:
          'Write it in `dependencies` of pyproject.toml like "name[extra]>=1.0,<2; python_version >= \'3.10\'".',
      })),
);

export const directReference = metadataRule(
  'direct-reference',
  "Can't have direct dependency: x @ https://… (400)",
  (metadata) =>
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
