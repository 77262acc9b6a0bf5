import { buildJobs, expression } from './build-jobs.ts';
import { publishJobs } from './publish-jobs.ts';
import type { ReleaseSettings } from './release-settings.ts';

/**
 * A workflow that builds in one job (or two), and publishes in another that has nothing but the
 * download and the publish action.
 */
export function releaseWorkflow(settings: ReleaseSettings): string {
  const { title, tags, testPyPI } = settings;
  const example = tags.replace('*', '1.2.3');
  const lines = [
    `# Publishes to PyPI when a tag such as ${example} is pushed${testPyPI ? `, and to TestPyPI from ${testPyPI.branch}` : ''}.`,
    '# Written by "pypi-trusted-publish init", and yours to change: "pypi-trusted-publish doctor"',
    '# says what could go wrong.',
    `name: ${title}`,
    '',
    'on:',
    '  push:',
    `    tags: ["${tags}"]`,
    ...(testPyPI ? [`    branches: ["${testPyPI.branch}"]`] : []),
    '',
    'permissions: {}',
    '',
    '# Two runs for one tag would race for the same files; one that began is not broken off.',
    'concurrency:',
    `  group: ${expression('github.workflow')}-${expression('github.ref')}`,
    '  cancel-in-progress: false',
    '',
    'jobs:',
    ...buildJobs(settings),
    '',
    ...publishJobs(settings),
  ];
  return `${lines.join('\n')}\n`;
}
