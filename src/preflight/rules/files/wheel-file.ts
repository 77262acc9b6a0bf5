import type { PreflightFinding, PreflightRule } from '../../rule.ts';

/** Installers refuse a wheel whose Wheel-Version has another major number (PEP 427); PyPI does not look. */
const READABLE = /^1\.[0-9]+$/;

/** The tags of WHEEL are those of the file name, expanded (PEP 427). Nobody refuses others; installers go by the name. */
export const wheelTags: PreflightRule = {
  id: 'wheel-tags',
  pypi: 'Takes it: installers go by the file name (PEP 427).',
  concerns: 'file',
  errorOn: [],
  check: ({ distributions }) =>
    distributions.flatMap(({ filename, parsedFilename, contents }): PreflightFinding[] => {
      if (parsedFilename.kind !== 'wheel' || contents.wheel === undefined) return [];
      const inName = parsedFilename.tags;
      const inFile = contents.wheel.tags;
      const difference = [
        ...inName.filter((tag) => !inFile.includes(tag)),
        ...inFile.filter((tag) => !inName.includes(tag)),
      ];
      return difference.length === 0
        ? []
        : [
            {
              filenames: [filename],
              message: `its WHEEL file and its name differ in the tags ${difference.slice(0, 5).join(', ')}`,
              remedy: 'Change tags with `python -m wheel tags`, which fixes both.',
            },
          ];
    }),
};

/** PyPI accepts what no installer accepts. */
export const wheelVersion: PreflightRule = {
  id: 'wheel-version',
  pypi: 'Takes it; installers refuse another major version (PEP 427).',
  concerns: 'file',
  errorOn: [],
  check: ({ distributions }) =>
    distributions.flatMap(({ filename, contents }): PreflightFinding[] => {
      const version = contents.wheel === undefined ? '1.0' : contents.wheel.wheelVersion;
      return version !== undefined && READABLE.test(version)
        ? []
        : [
            {
              filenames: [filename],
              message: `its WHEEL file has ${version === undefined ? 'no Wheel-Version' : `Wheel-Version ${version}`}: no installer accepts it`,
              remedy:
                'Build the wheel with a current build backend, which writes Wheel-Version 1.0.',
            },
          ];
    }),
};
