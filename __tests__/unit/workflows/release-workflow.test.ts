import { describe, expect, test } from '@jest/globals';
import { judgeWorkflows } from '../../../src/workflows/judge-workflows.ts';
import { readWorkflow } from '../../../src/workflows/read-workflow.ts';
import { ACTION_PINS, PINNED_ON, pinned } from '../../../src/workflows/release/action-pins.ts';
import {
  PLACEHOLDER_ACTION,
  type ReleaseSettings,
} from '../../../src/workflows/release/release-settings.ts';
import { releaseWorkflow } from '../../../src/workflows/release/release-workflow.ts';
import { allSteps } from '../../../src/workflows/workflow.ts';

const SETTINGS: ReleaseSettings = {
  title: 'release',
  directory: '.',
  tags: 'v*',
  environment: 'pypi',
  testPyPI: undefined,
  isVersionFromGit: false,
  wheels: 'pure',
  needsRust: false,
  action: `acme/pypi-trusted-publish@${'1'.repeat(40)}`,
};

const KINDS: readonly (readonly [what: string, settings: Partial<ReleaseSettings>])[] = [
  ['pure Python', {}],
  ['a version from git', { isVersionFromGit: true }],
  ['wheels for each platform', { wheels: 'platform' }],
  ['Rust', { wheels: 'platform', needsRust: true }],
  [
    'a folder of a monorepo',
    { directory: 'packages/spam', tags: 'spam-v*', title: 'release-spam' },
  ],
  ['wheels of a folder', { directory: 'packages/spam', wheels: 'platform' }],
  ['TestPyPI', { testPyPI: { branch: 'main', environment: 'testpypi' } }],
  ['wheels and TestPyPI', { wheels: 'platform', testPyPI: { branch: 'dev', environment: 'test' } }],
];

describe('the workflow for', () => {
  const write = (settings: Partial<ReleaseSettings>) =>
    releaseWorkflow({ ...SETTINGS, ...settings });
  const read = (text: string) =>
    readWorkflow('.github/workflows/release.yml', text, () => undefined);

  test.each(KINDS)('%s is one about which there is nothing to say', (_what, settings) => {
    const { publications, findings } = judgeWorkflows([read(write(settings))], new Set());
    expect(findings).toEqual([]);
    expect(publications).toHaveLength(settings.testPyPI ? 2 : 1);
  });

  test.each(KINDS)('%s has jobs that publish, and run nothing else', (_what, settings) => {
    const jobs = read(write(settings)).jobs.filter(({ id }) => id.startsWith('publish'));
    expect(jobs.length).toBeGreaterThan(0);
    for (const { steps } of jobs) {
      expect(allSteps(steps).map(({ uses, run }) => uses?.repository ?? run?.text)).toEqual([
        'actions/download-artifact',
        'acme/pypi-trusted-publish',
      ]);
    }
  });

  test('nobody in particular has a placeholder that is found', () => {
    const { findings } = judgeWorkflows([read(write({ action: PLACEHOLDER_ACTION }))], new Set());
    expect(findings).toMatchObject([{ rule: 'placeholder-action' }]);
  });

  test('a folder builds that folder', () => {
    const [job] = read(write({ directory: 'packages/spam' })).jobs;
    expect(job?.steps.flatMap(({ run }) => run?.text ?? [])).toEqual([
      'pipx run build --outdir dist packages/spam',
    ]);
  });
});

test('pins are whole commits with versions, and their date is one', () => {
  for (const pin of Object.values(ACTION_PINS)) {
    expect(pinned(pin)).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
  expect(new Date(PINNED_ON).toISOString()).toMatch(PINNED_ON);
});
