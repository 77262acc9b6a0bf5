import { isProjectName } from '../formats/project-name.ts';
import { formValues } from './form-values.ts';
import { metadataRule } from './metadata-rule.ts';
import { quoted } from './quoted.ts';

/** PyPI: "'x' is invalid for 'provides-extra'" (400, 2026-08; PEP 685) */
export const providesExtra = metadataRule('provides-extra', (metadata) =>
  formValues(metadata, 'Provides-Extra')
    .filter((value) => !isProjectName(value))
    .map((value) => ({
      message: `its extra ${quoted(value)} is no valid name`,
      remedy:
        'Use ASCII letters, digits, ".", "_" and "-" in the keys of `[project.optional-dependencies]`, with a letter or digit at both ends.',
    })),
);
