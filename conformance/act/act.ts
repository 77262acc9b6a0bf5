import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { idTokenVariables, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { Judge } from '../judge.ts';
import { DISTRIBUTIONS, type PinnedDistribution } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { equal, reportedFiles } from '../real-distributions/published.ts';
import type { Context, Suite } from '../suite.ts';
import { makeProject } from './project.ts';
import { type ActResult, runAct } from './run-act.ts';

const IDENTITY = { repository: 'acme/widget', workflow: 'release.yml' };

/** What is in each folder of the repository that act runs. */
const FIRST = ofProject('iniconfig');
const SECOND = ofProject('crashtest');
const FOURTH = ofProject('six');
const BROKEN = 'iniconfig-9.9.9-py3-none-any.whl';

/** The `steps` context at the end of the job. */
type Steps = Readonly<
  Record<string, { readonly outcome: string; readonly outputs: Readonly<Record<string, string>> }>
>;

interface Job {
  readonly result: ActResult;
  readonly steps: Steps;
  /** The attestations that the first step wrote. */
  readonly attestations: string;
}

/** The action in a workflow, run by act: as a step, inside a composite action, again, and failing. */
export const act: Suite = {
  name: 'act',
  needs: ['python', 'act'],

  run: async (context) => {
    const { tools, workDir, cacheDir, check } = context;
    await fetchDistributions(tools.python, [...FIRST, ...SECOND, ...FOURTH], cacheDir);
    const sandbox = await startSandbox();
    try {
      for (const project of ['iniconfig', 'crashtest', 'six']) {
        sandbox.registerPublisher({ project });
      }
      let job: Job | undefined;
      await check('a workflow with the action in it runs to its end', async () => {
        job = await runJob(context, sandbox);
      });
      if (job !== undefined) {
        await judgeJob(job, sandbox, check);
        const judge = new Judge(tools.python, sandbox.sigstore.trustedRoot, workDir);
        await check(
          'a later step finds the attestations, and pypi_attestations verifies them',
          () => judgeAttestations(judge, job?.attestations ?? '', cacheDir),
        );
      }
    } finally {
      await sandbox.close();
    }
  },
};

function ofProject(project: string): PinnedDistribution[] {
  return DISTRIBUTIONS.filter((distribution) => distribution.project === project);
}

async function runJob({ tools, workDir, cacheDir }: Context, sandbox: Sandbox): Promise<Job> {
  const repository = join(workDir, 'repository');
  const keep = join(workDir, 'kept');
  await mkdir(keep, { recursive: true });
  const broken = join(workDir, BROKEN);
  await writeFile(broken, 'no archive');
  const paths = (all: readonly PinnedDistribution[]) =>
    all.map(({ filename }) => join(cacheDir, filename));
  const folders = {
    first: paths(FIRST),
    second: paths(SECOND),
    third: [broken],
    fourth: paths(FOURTH),
  };
  await makeProject(repository, folders, IDENTITY.repository);
  const result = await runAct({
    act: tools.act,
    repository,
    runnerDir: join(workDir, 'runner'),
    env: idTokenVariables(sandbox.github),
    vars: {
      REPOSITORY_URL: sandbox.index.uploadUrl,
      INDEX_URL: sandbox.index.simpleUrl,
      SIGSTORE_TRUST_CONFIG: sandbox.trustConfigPath,
      KEEP: keep,
    },
  });
  if (result.code !== 0) {
    throw new Error(`exit code ${result.code}\n${result.log}`);
  }
  const steps: Steps = JSON.parse(await readFile(join(keep, 'steps.json'), 'utf8'));
  return { result, steps, attestations: join(keep, 'attestations') };
}

async function judgeJob(job: Job, sandbox: Sandbox, check: Context['check']): Promise<void> {
  const { result, steps } = job;
  const names = (all: readonly PinnedDistribution[]) => all.map(({ filename }) => filename).sort();
  const outputs = (step: string) => steps[step]?.outputs ?? {};
  const statuses = (step: string) =>
    reportedFiles(outputs(step)).map(({ name, status }) => `${name} ${status}`);
  const expected = (all: readonly PinnedDistribution[], status: string) =>
    names(all).map((name) => `${name} ${status}`);

  await check('a step has its outputs', () => {
    equal(statuses('direct').sort(), expected(FIRST, 'uploaded'));
    const { projects, 'uploaded-count': uploaded, 'failed-count': failed } = outputs('direct');
    equal(
      { projects, uploaded, failed },
      { projects: '["iniconfig"]', uploaded: '2', failed: '0' },
    );
  });
  await check('inside a composite action it has them too', () => {
    equal(statuses('composite').sort(), expected(SECOND, 'uploaded'));
    equal(outputs('composite')['uploaded-count'], '2');
  });
  await check('the index has what they uploaded, and nothing else', () => {
    equal(
      sandbox.index.files.map(({ filename }) => filename).sort(),
      names([...FIRST, ...SECOND, ...FOURTH]),
    );
  });
  await check('running it again changes nothing', () => {
    equal(statuses('again').sort(), expected(FIRST, 'identical'));
    const { 'uploaded-count': uploaded, 'skipped-count': skipped } = outputs('again');
    equal({ uploaded, skipped }, { uploaded: '0', skipped: '2' });
  });
  await check('the attest action has its outputs', () => {
    const { files, 'attestation-paths': paths = '' } = outputs('attest');
    const signed = JSON.parse(files ?? 'null') as { name: string }[];
    equal(signed.map(({ name }) => name).sort(), names(FOURTH));
    const written = paths.split('\n').map((path) => basename(path));
    equal(
      written.sort(),
      names(FOURTH).map((name) => `${name}.publish.attestation`),
    );
  });
  await check('a later step publishes with the attestations that it made', () => {
    equal(statuses('brought').sort(), expected(FOURTH, 'uploaded'));
    const signed = JSON.parse(outputs('attest')['files'] ?? 'null') as {
      'log-indexes': string[];
    }[];
    const published = JSON.parse(outputs('brought')['files'] ?? 'null') as {
      'log-index': string;
    }[];
    equal(
      published.map((file) => file['log-index']).sort(),
      signed.flatMap((file) => file['log-indexes']).sort(),
    );
  });
  await check('the verify action knows what was published, and by whom', () => {
    const all = [...FIRST, ...SECOND, ...FOURTH].length;
    const counts = ['result', 'file-count', 'verified-count', 'failed-count'];
    equal(
      counts.map((name) => outputs('verify')[name]),
      ['ok', `${all}`, `${all}`, '0'],
    );
  });
  await check('it fails where somebody else should have published, and its outputs say so', () => {
    equal(steps['wrong']?.outcome, 'failure');
    equal(
      ['result', 'failed-count'].map((name) => outputs('wrong')[name]),
      ['findings', `${FIRST.length}`],
    );
  });
  await check('a failed step has outputs that say so', () => {
    equal(steps['broken']?.outcome, 'failure');
    equal(outputs('broken')['uploaded-count'], '0');
  });
  await check('each step has a summary that names its files', () => {
    for (const [step, files] of [
      ['direct', names(FIRST)],
      ['composite', names(SECOND)],
      ['again', names(FIRST)],
      ['broken', [BROKEN]],
      ['attest', names(FOURTH)],
      ['brought', names(FOURTH)],
      ['wrong', names(FIRST)],
    ] as const) {
      const summary = result.summaries.get(step) ?? '';
      equal(
        { step, missing: files.filter((name) => !summary.includes(name)) },
        { step, missing: [] },
      );
    }
  });
  await check('no secret is in the log, the summaries or the outputs', () => {
    const { github, index } = sandbox;
    const secrets = [github.requestToken, ...github.issued, ...index.tokens];
    const seen = [result.log, ...result.summaries.values(), JSON.stringify(steps)].join('\n');
    equal(
      { idTokens: github.issued.length > 0, uploadTokens: index.tokens.length > 0 },
      { idTokens: true, uploadTokens: true },
    );
    equal(secrets.filter((secret) => seen.includes(secret)).length, 0);
  });
}

async function judgeAttestations(judge: Judge, folder: string, cacheDir: string): Promise<void> {
  const suffix = '.publish.attestation';
  const written = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  equal(written.sort(), FIRST.map(({ filename }) => filename + suffix).sort());
  const cases = written.map(async (name) => ({
    ...IDENTITY,
    distribution: join(cacheDir, name.slice(0, -suffix.length)),
    evidence: { attestation: await readFile(join(folder, name), 'utf8') },
  }));
  await judge.accepts(await Promise.all(cases));
}
