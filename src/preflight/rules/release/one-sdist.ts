import { type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

export const oneSdist: PreflightRule = {
  id: 'one-sdist',
  pypi: 'Only one sdist may be uploaded per release. (400)',
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) => {
    const sdists = distributions.filter(({ parsedFilename }) => parsedFilename.kind === 'sdist');
    const releases = Map.groupBy(sdists, ({ project, version }) => `${project} ${version}`);
    return [...releases]
      .filter(([, files]) => files.length > 1)
      .map(([release, files]) => ({
        filenames: files.map(({ filename }) => filename),
        message: `${release} has ${files.length} sdists`,
        remedy: 'Keep one of them. An old build in the same directory is the usual reason.',
      }));
  },
};
