import type { Distribution } from '../formats/distribution.ts';
import { formatVersion } from '../formats/version.ts';
import { PYPI_INDEXES, type Rule } from './rule.ts';

/**
 * PyPI: a file name begins with the project's normal name with `_` for `-` (PEP 491, PEP 625),
 * and an sdist's is exactly `{name}-{version}.tar.gz` in normal form (400, seen 2026-08).
 */
export const normalizedFilename: Rule = {
  id: 'normalized-filename',
  pypi: "Start filename for 'x' with 'x_norm'. (400; PEP 491 and 625)",
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions
      .filter((distribution) => !isNormalized(distribution))
      .map(({ filename, project }) => ({
        filename,
        message: `its file name is not in normal form; PyPI wants it to begin with "${project.replaceAll('-', '_')}-"`,
        remedy:
          'Build with a current build backend (setuptools 69.3 or later); do not rename built files.',
      })),
};

function isNormalized({ filename, parsedFilename, project }: Distribution): boolean {
  const name = project.replaceAll('-', '_');
  if (parsedFilename.kind === 'wheel') return parsedFilename.name === name;
  return filename === `${name}-${formatVersion(parsedFilename.version)}.tar.gz`;
}
