import { type Finding, PYPI_INDEXES, type Rule } from '../../rule.ts';

export const entryPoints: Rule = {
  id: 'entry-points',
  pypi: "Wheel 'f' has invalid entry points defined in the entry_points.txt file (400)",
  concerns: 'file',
  errorOn: PYPI_INDEXES,
  check: ({ distributions }) =>
    distributions.flatMap(({ filename, contents }): Finding[] => {
      const defect = contents.wheel?.entryPointsDefect;
      return defect === undefined
        ? []
        : [
            {
              filename,
              message: `its entry_points.txt ${defect}`,
              remedy:
                'Fix `[project.scripts]`, `[project.gui-scripts]` or `[project.entry-points]` in pyproject.toml.',
            },
          ];
    }),
};
