import { type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

export const localVersion: PreflightRule = {
  id: 'local-version',
  pypi: "The use of local versions in '1.0+abc' is not allowed. (400)",
  concerns: 'metadata',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions
      .filter(({ version }) => version.includes('+'))
      .map(({ filename, version }) => ({
        filenames: [filename],
        message: `its version ${version} is a local version, which public indexes refuse`,
        remedy:
          'Build from a clean checkout of the tag: version tools add "+…" for commits after a tag, and a shallow checkout has no tags (fetch-depth: 0).',
      })),
};
