import { KNOWN_FIELDS } from '../../fields.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';

/** Judged by other rules, or sent once whatever the file has. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'Metadata-Version',
  'Name',
  'Version',
  'Description',
]);

export const repeatedField = metadataRule(
  'repeated-field',
  "'summary' has invalid data (400)",
  (metadata) =>
    [...KNOWN_FIELDS.values()]
      .filter(({ name, isSingle }) => isSingle && !ELSEWHERE.has(name))
      .filter(({ name }) => formValues(metadata, name).length > 1)
      .map(({ name }) => ({
        message: `its metadata have ${name} more than once`,
        remedy:
          'Build again; a build hook or a script that edits METADATA or PKG-INFO is the usual reason.',
      })),
);
