import { isProjectName } from '../formats/project-name.ts';
import { ALL_INDEXES, type Rule } from './rule.ts';

/** PyPI: `Name` is ASCII letters, digits, `-`, `_` and `.`, and begins and ends with a letter or digit. */
export const projectName: Rule = {
  id: 'project-name',
  concerns: 'metadata',
  errorOn: ALL_INDEXES,
  check: ({ distributions }) =>
    distributions
      .filter(({ name }) => !isProjectName(name))
      .map(({ filename, name }) => ({
        filename,
        message: `its metadata names the project "${name}", which is no valid name`,
        remedy:
          'Use ASCII letters, digits, "-", "_" and "." only, with a letter or digit at both ends.',
      })),
};
