import { describe, expect, test } from '@jest/globals';
import type { ProjectHistory, ServedProvenance } from '../../sandbox/history/project-history.ts';
import { documentOf, runCli, workFolder } from '../cli/run-cli.ts';
import { openSandbox } from '../open-sandbox.ts';
import { AT_ONCE, answer, NOT_TODAY, withFault } from './faults.ts';
import { concerns, type ReportDocument } from './verification.ts';

const sandbox = await openSandbox({ historyDays: 3000 });
const cwd = await workFolder();

/** Verifies releases with `dist/cli.js`, without pins. */
const judge = (...args: string[]) => judgeIn(cwd, ...args);

/** The same, with the pins that lie in a folder. */
async function judgeIn(folder: string, ...args: string[]) {
  const run = await runCli(
    [
      'verify',
      '--json',
      '--index-url',
      sandbox.index.simpleUrl,
      '--custom-trusted-root',
      sandbox.trustConfigPath,
      ...args,
    ],
    { cwd: folder },
  );
  const report = documentOf(run) as ReportDocument;
  return { exit: run.exitCode, report, concerns: concerns(report.items), items: report.items };
}

const three = (project: string): ProjectHistory =>
  sandbox
    .history(project)
    .release('1.0', { daysAgo: 900 })
    .release('1.1', { daysAgo: 700 })
    .release('1.2', { daysAgo: 500 });

/** Provenance in which the index says something else of the publisher than the certificates do. */
const naming = (change: object) => (served: ServedProvenance) => ({
  ...served,
  attestation_bundles: served.attestation_bundles.map((bundle) => ({
    ...bundle,
    publisher: { ...bundle.publisher, ...change },
  })),
});

interface Story {
  readonly what: string;
  /** Writes the past of a project, whose release 2.0 is verified. */
  readonly tell: (project: string) => ProjectHistory;
  readonly exit: number;
  /** Errors and warnings. */
  readonly finds: readonly string[];
  readonly verdict: string;
  /** A note that must be there. */
  readonly notes?: string;
}

const STORIES: readonly Story[] = [
  {
    what: 'attested by the same as ever',
    tell: (project) => three(project).release('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: [],
    verdict: 'verified',
    notes: 'first-seen',
  },
  {
    what: 'never attested',
    tell: (project) =>
      sandbox.history(project).tokenUpload('1.0', { daysAgo: 9 }).tokenUpload('2.0'),
    exit: 0,
    finds: [],
    verdict: 'unattested',
    notes: 'unattested',
  },
  {
    what: 'attested earlier, and uploaded with a token a day ago',
    tell: (project) => three(project).tokenUpload('2.0', { daysAgo: 1 }),
    exit: 1,
    finds: ['error provenance-lost'],
    verdict: 'failed',
  },
  {
    what: 'the same a hundred days ago',
    tell: (project) => three(project).tokenUpload('2.0', { daysAgo: 100 }),
    exit: 0,
    finds: ['warning provenance-lost'],
    verdict: 'unattested',
  },
  {
    what: 'the same more than a year ago',
    tell: (project) => three(project).tokenUpload('2.0', { daysAgo: 400 }),
    exit: 0,
    finds: [],
    verdict: 'unattested',
    notes: 'provenance-lost',
  },
  {
    what: 'a single attested release makes no history',
    tell: (project) =>
      sandbox.history(project).release('1.0', { daysAgo: 50 }).tokenUpload('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: [],
    verdict: 'unattested',
    notes: 'unattested',
  },
  {
    what: 'another repository of another owner',
    tell: (project) =>
      three(project)
        .by({ repository: 'evil/thing', ownerId: '66', repositoryId: '77' })
        .release('2.0', { daysAgo: 1 }),
    exit: 1,
    finds: ['error identity-changed'],
    verdict: 'failed',
  },
  {
    what: 'twice somebody else within an hour',
    tell: (project) =>
      three(project)
        .by({ repository: 'evil/thing', ownerId: '66', repositoryId: '77' })
        .release('1.9', { daysAgo: 1.02 })
        .release('2.0', { daysAgo: 1 }),
    exit: 1,
    finds: ['error identity-changed'],
    verdict: 'failed',
  },
  {
    what: 'nightlies by another workflow in between',
    tell: (project) =>
      three(project)
        .release('2.0.dev1', { daysAgo: 90, job: { workflow: 'nightly.yml' } })
        .release('2.0.dev2', { daysAgo: 40, job: { workflow: 'nightly.yml' } })
        .release('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: [],
    verdict: 'verified',
    notes: 'first-seen',
  },
  {
    what: 'final releases with a token, and attested nightlies',
    tell: (project) =>
      sandbox
        .history(project)
        .tokenUpload('1.0', { daysAgo: 300 })
        .release('2.0.dev1', { daysAgo: 90 })
        .release('2.0.dev2', { daysAgo: 40 })
        .tokenUpload('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: [],
    verdict: 'unattested',
    notes: 'unattested',
  },
  {
    what: 'another provider with the same names',
    tell: (project) =>
      three(project)
        .by({ provider: 'GitLab', workflow: '.gitlab-ci.yml' })
        .release('2.0', { daysAgo: 1 }),
    exit: 1,
    finds: ['error identity-changed'],
    verdict: 'failed',
  },
  {
    what: 'the repository renamed',
    tell: (project) =>
      three(project).by({ repository: 'acme/gadget' }).release('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: [],
    verdict: 'verified',
    notes: 'renamed',
  },
  {
    what: 'the name registered anew by somebody else',
    tell: (project) =>
      three(project).by({ ownerId: '66', repositoryId: '77' }).release('2.0', { daysAgo: 1 }),
    exit: 1,
    finds: ['error account-resurrected'],
    verdict: 'failed',
  },
  {
    what: 'the repository transferred',
    tell: (project) =>
      three(project)
        .by({ repository: 'other/widget', ownerId: '66' })
        .release('2.0', { daysAgo: 1 }),
    exit: 1,
    finds: ['error transferred'],
    verdict: 'failed',
  },
  {
    what: 'the repository deleted and made anew',
    tell: (project) => three(project).by({ repositoryId: '77' }).release('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: ['warning repo-recreated'],
    verdict: 'verified',
  },
  {
    what: 'the workflow renamed',
    tell: (project) =>
      three(project).by({ workflow: 'publish.yml' }).release('2.0', { daysAgo: 1 }),
    exit: 0,
    finds: ['warning workflow-changed'],
    verdict: 'verified',
  },
  {
    what: 'provenance without a bundle',
    tell: (project) =>
      three(project)
        .release('2.0', { daysAgo: 1 })
        .provenance('2.0', (served) => ({ ...served, attestation_bundles: [] })),
    exit: 1,
    finds: ['error empty-provenance'],
    verdict: 'failed',
  },
  {
    what: 'provenance with a bundle without an attestation',
    tell: (project) =>
      three(project)
        .release('2.0', { daysAgo: 1 })
        .provenance('2.0', (served) => ({
          ...served,
          attestation_bundles: served.attestation_bundles.map((bundle) => ({
            ...bundle,
            attestations: [],
          })),
        })),
    exit: 1,
    finds: ['error empty-provenance'],
    verdict: 'failed',
  },
  {
    what: 'the provenance of another release',
    tell: (project) => three(project).release('2.0', { daysAgo: 1 }).swapProvenance('1.2', '2.0'),
    exit: 1,
    finds: ['error subject-mismatch'],
    verdict: 'failed',
  },
  {
    what: 'a publisher object that names somebody else',
    tell: (project) =>
      three(project)
        .release('2.0', { daysAgo: 1 })
        .provenance('2.0', naming({ repository: 'python/cpython' })),
    exit: 1,
    finds: ['error publisher-mismatch'],
    verdict: 'failed',
  },
  {
    what: 'a publisher object that claims another environment',
    tell: (project) =>
      three(project)
        .release('2.0', { daysAgo: 1 })
        .provenance('2.0', naming({ environment: 'production' })),
    exit: 1,
    finds: ['error publisher-mismatch'],
    verdict: 'failed',
  },
  {
    what: 'a signature with a bit turned over',
    tell: (project) =>
      three(project)
        .release('2.0', { daysAgo: 1 })
        .provenance('2.0', (served) =>
          JSON.parse(
            JSON.stringify(served).replace(
              /"signature":"MEU?(.)/,
              (text, character: string) => text.slice(0, -1) + (character === 'C' ? 'D' : 'C'),
            ),
          ),
        ),
    exit: 1,
    finds: ['error invalid-attestation'],
    verdict: 'failed',
  },
  {
    what: 'a quarantined project',
    tell: (project) => three(project).release('2.0', { daysAgo: 1 }).status('quarantined'),
    exit: 1,
    finds: ['error quarantined'],
    verdict: 'failed',
  },
  {
    what: 'an archived project',
    tell: (project) => three(project).release('2.0', { daysAgo: 1 }).status('archived'),
    exit: 0,
    finds: [],
    verdict: 'verified',
  },
  {
    what: 'a yanked release',
    tell: (project) => three(project).release('2.0', { daysAgo: 1 }).yank('2.0', 'it is broken'),
    exit: 0,
    finds: ['warning yanked'],
    verdict: 'verified',
  },
  {
    what: 'a release that is gone',
    tell: (project) => three(project).release('2.0', { daysAgo: 1 }).remove('2.0'),
    exit: 1,
    finds: ['error no-such-release'],
    verdict: 'failed',
  },
];

describe('a release of 2.0', () => {
  test.each(STORIES)('$what', async ({ tell, exit, finds, verdict, notes, what }) => {
    const project = `story-${what.replaceAll(/[^a-z]+/gi, '-').toLowerCase()}`;
    tell(project);
    const judged = await judge(`${project}==2.0`);
    expect({ exit: judged.exit, finds: judged.concerns }).toEqual({ exit, finds });
    expect(judged.items.map((item) => item.verdict)).toEqual([verdict]);
    if (notes !== undefined) expect(judged.items[0]?.rules).toContain(notes);
  });

  test('with one file attested and one not', async () => {
    three('half')
      .release('2.0', { daysAgo: 3, files: ['cp312-cp312-win_amd64', 'sdist'] })
      .tokenUpload('2.0', { daysAgo: 2, files: ['cp312-cp312-macosx_14_0_arm64'] });
    const judged = await judge('half==2.0');
    expect(judged.concerns).toEqual(['warning provenance-partial']);
    expect(judged.items.map(({ file, verdict }) => [file, verdict])).toEqual(
      [
        ['half-2.0-cp312-cp312-win_amd64.whl', 'verified'],
        ['half-2.0.tar.gz', 'verified'],
        ['half-2.0-cp312-cp312-macosx_14_0_arm64.whl', 'unattested'],
      ].toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)),
    );
    expect(judged.items.map(({ state }) => state)).toEqual(['partial', 'partial', 'partial']);
  });

  test('with a file that came a month later', async () => {
    three('late')
      .release('2.0', { daysAgo: 50 })
      .release('2.0', { daysAgo: 2, files: ['cp312-cp312-win_amd64'] });
    const judged = await judge('late==2.0');
    expect(judged.concerns).toEqual(['warning late-file']);
    expect(judged.items.filter(({ rules }) => rules.includes('late-file'))).toMatchObject([
      { file: 'late-2.0-cp312-cp312-win_amd64.whl', verdict: 'verified' },
    ]);
  });

  test('with files of two publishers', async () => {
    three('mixed')
      .release('2.0', { daysAgo: 2 })
      .release('2.0', {
        daysAgo: 2,
        files: ['cp312-cp312-win_amd64'],
        job: { workflow: 'wheels.yml' },
      });
    const judged = await judge('mixed==2.0');
    expect(judged.concerns).toContain('warning inconsistent');
    expect(judged.exit).toBe(0);
  });
});

describe('a release of 2.0 against the pin that 1.2 made', () => {
  test.each<[what: string, job: Parameters<ProjectHistory['by']>[0], finds: readonly string[]]>([
    ['nothing else', {}, []],
    ['another environment', { environment: 'other' }, ['warning drift']],
    ['from a branch', { ref: 'refs/heads/feature' }, ['warning drift']],
    ['started by hand', { trigger: 'workflow_dispatch' }, ['warning drift']],
    ['on a machine of the owner', { runner: 'self-hosted' }, ['warning drift']],
    [
      'by way of a reusable workflow',
      { reusableWorkflow: 'evil/shared/.github/workflows/publish.yml@refs/heads/main' },
      ['warning workflow-changed'],
    ],
  ])('%s', async (what, job, finds) => {
    const project = `pinned-${what.replaceAll(' ', '-')}`;
    three(project).by(job).release('2.0', { daysAgo: 1 });
    const folder = await workFolder();
    expect((await judgeIn(folder, '--update-pins', `${project}==1.2`)).exit).toBe(0);
    const { exit, concerns: found, items } = await judgeIn(folder, `${project}==2.0`);
    expect({ exit, found, verdicts: items.map(({ verdict }) => verdict) }).toEqual({
      exit: 0,
      found: finds,
      verdicts: ['verified'],
    });
  });
});

describe('what could not be asked is never called unattested', () => {
  const isProvenance = (url: string | undefined) => url?.endsWith('/provenance') ?? false;

  test.each([
    ['the index refuses for now', 403, {}],
    ['the index is overloaded', 503, NOT_TODAY],
    ['the index has it not although it lists it', 404, {}],
  ])('%s: HTTP %s about provenance', async (_, status, init) => {
    three(`unasked-${status}`).release('2.0', { daysAgo: 1 });
    const judged = await withFault(
      sandbox.index,
      '/provenance',
      (_count, request, response) => answer(request, response, status, init),
      () => judge(`unasked-${status}==2.0`),
    );
    expect(judged).toMatchObject({ exit: 3, concerns: ['error not-checked'] });
    expect(judged.items.map(({ verdict }) => verdict)).toEqual(['not-checked']);
  });

  test('no listing: HTTP 503', async () => {
    three('unlisted').release('2.0', { daysAgo: 1 });
    const judged = await withFault(
      sandbox.index,
      '/simple/unlisted/',
      (_count, request, response) => answer(request, response, 503, NOT_TODAY),
      () => judge('unlisted==2.0'),
    );
    expect(judged).toMatchObject({ exit: 3, concerns: ['error not-checked'] });
  });

  test('passing trouble is waited out', async () => {
    three('shaken').release('2.0', { daysAgo: 1 });
    const judged = await withFault(
      sandbox.index,
      '/provenance',
      (count, request, response) =>
        count === 1 && isProvenance(request.url) ? answer(request, response, 503, AT_ONCE) : false,
      () => judge('shaken==2.0'),
    );
    expect(judged).toMatchObject({ exit: 0, concerns: [] });
  });

  test('a dropped connection, again and again', async () => {
    three('dropped').release('2.0', { daysAgo: 1 });
    const judged = await withFault(
      sandbox.index,
      '/simple/dropped/',
      (_count, request) => {
        request.socket.destroy();
        return true;
      },
      () => judge('dropped==2.0'),
    );
    expect(judged).toMatchObject({ exit: 3, concerns: ['error not-checked'] });
  }, 120_000);

  test('--allow-unavailable lets it pass, and still says it', async () => {
    three('allowed').release('2.0', { daysAgo: 1 });
    const judged = await withFault(
      sandbox.index,
      '/provenance',
      (_count, request, response) => answer(request, response, 403),
      () => judge('--allow-unavailable', 'allowed==2.0'),
    );
    expect(judged.exit).toBe(0);
    expect(judged.items.map(({ verdict }) => verdict)).toEqual(['not-checked']);
  });
});
