import type { Distribution } from '../../../packaging/distribution.ts';
import { formatVersion } from '../../../packaging/version.ts';
import { type PreflightRule, PYPI_INDEXES, quoted } from '../../rule.ts';

/**
 * PyPI: a wheel's file name begins with the project's normal name with `_` for `-` (PEP 491), and an
 * sdist's is exactly `{name}-{version}.tar.gz` with the normal form of the metadata's version
 * (PEP 625; 400, seen 2026-08). Trailing zeros are part of that form: `1.0.0` is not `1.0`.
 */
export const normalizedFilename: PreflightRule = {
  id: 'normalized-filename',
  pypi: "Start filename for 'x' with 'x_norm'. Filename 'a' is invalid, should be 'b'. (400; PEP 491 and 625)",
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions.flatMap((distribution) => {
      const expected = expectedFilename(distribution);
      if (expected === distribution.filename) return [];
      const { filename } = distribution;
      return [
        {
          filenames: [filename],
          message: message(distribution, expected),
          remedy: remedy(distribution),
        },
      ];
    }),
};

function expectedFilename({ filename, parsedFilename, project, version }: Distribution): string {
  const name = project.replaceAll('-', '_');
  if (parsedFilename.kind === 'sdist') return `${name}-${version}.tar.gz`;
  return `${name}${filename.slice(parsedFilename.name.length)}`;
}

function message(distribution: Distribution, expected: string): string {
  const { parsedFilename, version } = distribution;
  const named = formatVersion(parsedFilename.version);
  const why =
    parsedFilename.kind === 'sdist' && named !== version
      ? `its file name has version ${named}, and its metadata have ${version}`
      : 'its file name is not in normal form';
  return `${why}: PyPI requires ${quoted(expected)}`;
}

const REBUILD =
  'Build with a current build backend (setuptools 69.3 or later), and do not rename built files.';

/** A backend that keeps the version as it is written is helped by another spelling. */
function remedy({ filename, parsedFilename, project, version }: Distribution): string {
  const isVersionOnly =
    parsedFilename.kind === 'sdist' &&
    filename.endsWith('.tar.gz') &&
    filename.startsWith(`${project.replaceAll('-', '_')}-`);
  return isVersionOnly ? `Write the version of the project as ${version}. ${REBUILD}` : REBUILD;
}
