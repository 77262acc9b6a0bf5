import type { PreflightRule } from '../../rule.ts';

/** PyPI shows a project as the file spells it that was uploaded last (2026-08). */
export const projectSpelling: PreflightRule = {
  id: 'project-spelling',
  pypi: 'Takes it, and shows the project as the file spells it that came last.',
  concerns: 'metadata',
  errorOn: [],
  check: ({ distributions }) =>
    [...Map.groupBy(distributions, ({ project }) => project).values()]
      .map((files) => ({ files, names: [...new Set(files.map(({ name }) => name))] }))
      .filter(({ names }) => names.length > 1)
      .map(({ files, names }) => ({
        filenames: files.map(({ filename }) => filename),
        message: `the files write their project's name in several ways: ${names.join(', ')}`,
        remedy: 'Build all of them from the same sources, with the same `name` in pyproject.toml.',
      })),
};
