import { type PreflightFinding, type PreflightRule, PYPI_INDEXES } from '../../rule.ts';

export const entryPoints: PreflightRule = {
  id: 'entry-points',
  pypi: "Wheel 'f' has invalid entry points defined in the entry_points.txt file (400)",
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions.flatMap(({ filename, contents }): PreflightFinding[] => {
      const defect = contents.wheel?.entryPointsDefect;
      return defect === undefined
        ? []
        : [
            {
              filenames: [filename],
              message: `its entry_points.txt ${defect}`,
              remedy:
                'Fix `[project.scripts]`, `[project.gui-scripts]` or `[project.entry-points]` in pyproject.toml.',
            },
          ];
    }),
};
