import { metadataValues } from '../../../packaging/core-metadata.ts';
import { KNOWN_FIELDS, METADATA_VERSIONS } from '../../fields.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';

export const fieldAge = metadataRule(
  'field-age',
  'license-expression introduced in metadata version 2.4, not 2.1 (400)',
  (metadata) => {
    const [version = ''] = metadataValues(metadata, 'Metadata-Version');
    const age = METADATA_VERSIONS.indexOf(version);
    if (age === -1) return [];
    return [...KNOWN_FIELDS.values()]
      .filter(({ since }) => METADATA_VERSIONS.indexOf(since) > age)
      .filter(({ name }) => formValues(metadata, name).length > 0)
      .map(({ name, since }) => ({
        message: `its metadata have ${name}, which came with Metadata-Version ${since}, but say that they are ${version}`,
        remedy: `Build with a current build backend; one that writes ${name} must write Metadata-Version ${since} or later.`,
      }));
  },
);
