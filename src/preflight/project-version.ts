import { parseVersion } from '../formats/version.ts';
import { ALL_INDEXES, type Rule } from './rule.ts';

/** PEP 440 is what every index and installer sorts by. */
export const projectVersion: Rule = {
  id: 'project-version',
  concerns: 'metadata',
  errorOn: ALL_INDEXES,
  check: ({ distributions }) =>
    distributions
      .filter(({ version }) => parseVersion(version) === undefined)
      .map(({ filename, version }) => ({
        filename,
        message: `its metadata has version "${version}", which is no PEP 440 version`,
        remedy: 'Give the project a version such as 1.2.3, 1.2.3rc1 or 1.2.3.post1, and rebuild.',
      })),
};
