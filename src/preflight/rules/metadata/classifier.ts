import type { CoreMetadata } from '../../../packaging/core-metadata.ts';
import {
  CLASSIFIERS,
  CLASSIFIERS_DATE,
  DEPRECATED_CLASSIFIERS,
} from '../../../packaging/lists/classifiers.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

const REMEDY = 'Fix `classifiers` in pyproject.toml; https://pypi.org/classifiers/ has the list.';
/** By this convention PyPI refuses a release on purpose. */
const PRIVATE = /^Private ::/i;

export const deprecatedClassifier = metadataRule(
  'deprecated-classifier',
  "The classifier 'x' has been deprecated, use one of ['y'] instead. (400)",
  (metadata) =>
    formValues(metadata, 'Classifier')
      .filter((name) => DEPRECATED_CLASSIFIERS.has(name))
      .map((name) => {
        const by = DEPRECATED_CLASSIFIERS.get(name) ?? [];
        const instead =
          by.length > 0 ? `use ${by.join(' or ')}` : 'it has no successor, leave it out';
        return { message: `the classifier "${name}" is deprecated: ${instead}`, remedy: REMEDY };
      }),
);

export const privateClassifier = metadataRule(
  'private-classifier',
  "'Private :: Do Not Upload' is not a valid classifier. (400; no list will ever have it)",
  (metadata) =>
    formValues(metadata, 'Classifier')
      .filter((name) => PRIVATE.test(name))
      .map((name) => ({
        message: `its classifier ${quoted(name)} is there so that the index refuses it`,
        remedy:
          'This project is marked as private. If it is to be published, remove the classifier.',
      })),
);

export const misspelledClassifier = metadataRule(
  'misspelled-classifier',
  "'x' is not a valid classifier. (400; here one that is known but for case and white space)",
  (metadata) =>
    unlisted(metadata).flatMap(({ name, known }) =>
      known === undefined
        ? []
        : [{ message: `its classifier ${quoted(name)} is written "${known}"`, remedy: REMEDY }],
    ),
);

export const unknownClassifier = metadataRule(
  'unknown-classifier',
  "'x' is not a valid classifier. (400; a warning here, because PyPI's list may have grown)",
  (metadata) =>
    unlisted(metadata)
      .filter(({ name, known }) => known === undefined && !PRIVATE.test(name))
      .map(({ name }) => ({
        message: `its classifier ${quoted(name)} is not on PyPI's list as of ${CLASSIFIERS_DATE}; PyPI refuses classifiers that it does not know`,
        remedy: REMEDY,
      })),
  [],
);

/** Classifiers that are not on the list, each with the one that it is but for case and white space. */
function unlisted(
  metadata: CoreMetadata,
): readonly { readonly name: string; readonly known: string | undefined }[] {
  const names = formValues(metadata, 'Classifier').filter(
    (name) => !CLASSIFIERS.has(name) && !DEPRECATED_CLASSIFIERS.has(name),
  );
  if (names.length === 0) return [];
  const spellings = new Map([...CLASSIFIERS].map((name) => [simplified(name), name]));
  return names.map((name) => ({ name, known: spellings.get(simplified(name)) }));
}

function simplified(name: string): string {
  return name.toLowerCase().replaceAll(/\s+/g, '');
}
