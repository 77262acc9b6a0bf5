import { isProjectName } from '../../../packaging/project-name.ts';
import { formValues, metadataRule } from '../../metadata-rule.ts';
import { quoted } from '../../rule.ts';

export const providesExtra = metadataRule(
  'provides-extra',
  "'x' is invalid for 'provides-extra' (400; PEP 685)",
  (metadata) =>
    formValues(metadata, 'Provides-Extra')
      .filter((value) => !isProjectName(value))
      .map((value) => ({
        message: `its extra ${quoted(value)} is no valid name`,
        remedy:
          'Use ASCII letters, digits, ".", "_" and "-" in the keys of `[project.optional-dependencies]`, with a letter or digit at both ends.',
      })),
);
