import { isTrusted } from '../publication.ts';
import type { WorkflowRule } from '../rule.ts';
import { shellCommands } from '../shell-commands.ts';
import { allSteps, type WorkflowStep } from '../workflow.ts';

const BUILDS: readonly RegExp[] = [
  /^(?:\S*python[\d.]*|py)(?: -\S+)* -m build\b/,
  /^pipx run (?:--spec \S+ )?(?:build|cibuildwheel)\b/,
  /^uvx? (?:tool run )?(?:--from \S+ )?(?:pyproject-)?build\b/,
  /^uv build\b/,
  /^(?:poetry|hatch|pdm|flit|maturin|rye) build\b/,
  // These build, too, unless they are told not to.
  /^(?:flit|maturin) publish\b/,
  /^pdm publish\b(?!.*--no-build\b)/,
  /^poetry publish\b.* --build\b/,
  /^(?:\S*python[\d.]*|py) setup\.py\b/,
  /^(?:\S*python[\d.]*|py) -m cibuildwheel\b|^cibuildwheel\b/,
  /^pyproject-build\b/,
  /^(?:make|tox|nox|just|npm|yarn|pnpm|cargo|pytest)\b/,
];

const BUILD_ACTIONS =
  /^(?:pypa\/cibuildwheel|pyo3\/maturin-action|hynek\/build-and-inspect-python-package)$/;

/** Build back ends, plugins and dependencies run strangers' code, next to the ID token. */
export const buildInPublishJob: WorkflowRule = {
  id: 'build-in-publish-job',
  severity: 'warning',
  title: 'Building and publishing in one job',
  check: ({ publishingJobs }) =>
    publishingJobs
      .filter(({ publications }) => publications.some(isTrusted))
      .flatMap(({ job }) => {
        const found = allSteps(job.steps).find((step) => buildOf(step) !== undefined);
        if (!found) return [];
        return [
          {
            at: found.at,
            message: `The job ${job.id} builds (${buildOf(found)}) and publishes: whatever the build runs can take the job's identity.`,
            remedy:
              'Build in a separate job without "id-token: write", upload the files with actions/upload-artifact, and download them here.',
          },
        ];
      }),
};

function buildOf({ uses, run }: WorkflowStep): string | undefined {
  if (uses && BUILD_ACTIONS.test(uses.repository)) return uses.repository;
  const commands = shellCommands(run?.text ?? '');
  const build = commands.find(({ words }) => BUILDS.some((each) => each.test(words.join(' '))));
  return build?.words.slice(0, 4).join(' ');
}
