import { ACTION_PINS, pinned } from './action-pins.ts';
import { buildJobIds } from './build-jobs.ts';
import { PLACEHOLDER_ACTION, type ReleaseSettings } from './release-settings.ts';

const TEST_PYPI_URL = 'https://test.pypi.org/legacy/';

/** The jobs that publish: they download and publish, and run nothing of the project. */
export function publishJobs(settings: ReleaseSettings): readonly string[] {
  const { testPyPI, environment } = settings;
  if (!testPyPI) return job(settings, { id: 'publish', title: 'PyPI', environment });
  return [
    ...job(settings, {
      id: 'publish-to-testpypi',
      title: 'TestPyPI',
      environment: testPyPI.environment,
      condition: "github.ref_type == 'branch'",
      inputs: [
        `          repository-url: ${TEST_PYPI_URL}`,
        '          skip-existing: true # most pushes change no version',
      ],
    }),
    '',
    ...job(settings, {
      id: 'publish',
      title: 'PyPI',
      environment,
      condition: "github.ref_type == 'tag'",
    }),
  ];
}

interface PublishJob {
  readonly id: string;
  readonly title: string;
  readonly environment: string;
  readonly condition?: string;
  readonly inputs?: readonly string[];
}

function job(
  settings: ReleaseSettings,
  { id, title, environment, condition, inputs }: PublishJob,
): readonly string[] {
  const needs = buildJobIds(settings);
  return [
    `  ${id}:`,
    `    name: Publish to ${title}`,
    `    needs: ${needs.length === 1 ? needs.join('') : `[${needs.join(', ')}]`}`,
    ...(condition === undefined ? [] : [`    if: ${condition}`]),
    '    runs-on: ubuntu-latest',
    `    environment: ${environment}`,
    '    permissions:',
    '      id-token: write # lets the job prove who it is',
    '    steps:',
    `      - uses: ${pinned(ACTION_PINS['download-artifact'])}`,
    '        with:',
    ...(needs.length === 1
      ? ['          name: dist']
      : ['          pattern: dist-*', '          merge-multiple: true']),
    '          path: dist/',
    `      - uses: ${settings.action}${settings.action === PLACEHOLDER_ACTION ? ' # put in the repository, and the commit of a release' : ''}`,
    ...(inputs ? ['        with:', ...inputs] : []),
  ];
}
