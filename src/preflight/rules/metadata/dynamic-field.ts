import { KNOWN_FIELDS } from '../../fields.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

/** Every build must know these for itself (PEP 643). */
const NEVER_DYNAMIC: ReadonlySet<string> = new Set([
  'metadata-version',
  'name',
  'version',
  'dynamic',
]);

/** Whether `Dynamic` may name a field (PEP 643), in upper or lower case. */
export function isDynamicField(text: string): boolean {
  const name = text.toLowerCase();
  return KNOWN_FIELDS.has(name) && !NEVER_DYNAMIC.has(name);
}

export const dynamicField = metadataRule(
  'dynamic-field',
  "'version' is not allowed as a dynamic field (400; PEP 643)",
  (metadata) =>
    formValues(metadata, 'Dynamic')
      .filter((value) => !isDynamicField(value))
      .map((value) => ({
        message: `its metadata have ${quoted(`Dynamic: ${value}`)}, which is no field that may be dynamic (PEP 643)`,
        remedy:
          'Build with a current build backend: Dynamic names metadata fields such as Requires-Dist, not keys of pyproject.toml.',
      })),
);
