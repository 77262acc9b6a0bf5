import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BuiltDistribution,
  writeDistribution,
} from '../../__tests__/archives/distribution.ts';
import { buildSdist } from '../../__tests__/archives/sdist.ts';
import { buildWheel } from '../../__tests__/archives/wheel.ts';
import type { IndexService } from '../../sandbox/index/index-service.ts';
import { publish } from '../../sandbox/run.ts';
import { COMBINATIONS, type Combination, type Ending, TWICE } from './combinations.ts';
import { ghAction } from './gh-action.ts';
import type { Indexes, World } from './world.ts';

const PROJECT = 'widget';
const VERSION = '1.0';

/** A step of one of the two actions, in a workspace. */
type Step = (
  workspace: string,
  inputs: Readonly<Record<string, string>>,
) => Promise<{ readonly code: number | null; readonly log: string }>;

export interface Contestant {
  readonly name: 'theirs' | 'ours';
  readonly step: Step;
}

/** The two actions, with nothing told to them but what a workflow and a runner tell. */
export function contestants(world: World, python: string): readonly Contestant[] {
  const { sandbox, authorityPath, trustConfigPath, idToken, namedIdToken } = world;
  return [
    {
      name: 'theirs',
      step: (workspace, inputs) =>
        ghAction({ python, workspace, inputs, trustConfigPath, authorityPath, idToken }),
    },
    {
      name: 'ours',
      step: async (workspace, inputs) => {
        const run = await publish(
          { ...sandbox, inputs: {} },
          {
            inputs: { 'sigstore-trust-config': trustConfigPath, ...inputs },
            env: {
              ...namedIdToken,
              NODE_EXTRA_CA_CERTS: authorityPath,
              GITHUB_WORKSPACE: workspace,
            },
          },
        );
        return { code: run.exitCode, log: run.stdout + run.stderr };
      },
    },
  ];
}

/** @throws {Error} where the step did not end as the combination says. */
export async function judge(
  world: World,
  { name, step }: Contestant,
  combination: Combination,
): Promise<void> {
  const indexes = await world.openIndexes(PROJECT);
  try {
    const built = await release();
    const workspace = await mkdtemp(join(world.directory, `${name}-`));
    await fill(workspace, built, combination);
    const index = target(indexes, combination.inputs);
    if (combination.before !== undefined) {
      await publishBefore(world, index, combination.before, built);
    }
    const inputs = combination.hasToken
      ? { ...combination.inputs, password: index.addApiToken(PROJECT) }
      : combination.inputs;
    const { code, log } = await step(workspace, inputs);
    const wanted = name === 'ours' ? (combination.ours ?? combination.theirs) : combination.theirs;
    expectEnding(await ending(code, index, built), wanted, log);
  } finally {
    await indexes.close();
  }
}

/** @throws {Error} where two steps in one job, on one folder, did not end as they should. */
export async function judgeTwice(world: World, { name, step }: Contestant): Promise<void> {
  const indexes = await world.openIndexes(PROJECT);
  try {
    const built = await release();
    const workspace = await mkdtemp(join(world.directory, `${name}-`));
    await fill(workspace, built, {});
    const [first, second] = TWICE.inputs;
    const before = await step(workspace, first);
    const attested: Ending = { ok: true, files: 2, attested: 2 };
    expectEnding(await ending(before.code, indexes.testpypi, built), attested, before.log);
    const { code, log } = await step(workspace, second);
    expectEnding(await ending(code, indexes.pypi, built), TWICE[name], log);
  } finally {
    await indexes.close();
  }
}

/** What the migration guide must say, each once. */
export const DIFFERENCES: readonly string[] = [
  ...COMBINATIONS.flatMap(({ difference }) => difference ?? []),
  TWICE.difference,
];

async function release(): Promise<readonly BuiltDistribution[]> {
  const files = { 'widget.py': 'a = 1\n' };
  return [
    buildWheel({ name: PROJECT, version: VERSION, files }),
    await buildSdist({ name: PROJECT, version: VERSION, files }),
  ];
}

async function fill(
  workspace: string,
  built: readonly BuiltDistribution[],
  { folder = 'dist', stray = false }: Pick<Combination, 'folder' | 'stray'>,
): Promise<void> {
  const directory = join(workspace, folder);
  await mkdir(directory, { recursive: true });
  await Promise.all(built.map((one) => writeDistribution(directory, one)));
  if (stray) await writeFile(join(directory, 'README.md'), '# Read me\n');
}

const target = (
  { pypi, testpypi }: Indexes,
  inputs: Readonly<Record<string, string>>,
): IndexService =>
  (inputs['repository-url'] ?? inputs['repository_url'])?.includes('test.pypi.org')
    ? testpypi
    : pypi;

/** An API token puts the sdist there first, which both upload last. */
async function publishBefore(
  { directory, sandbox, authorityPath }: World,
  index: IndexService,
  before: Combination['before'],
  built: readonly BuiltDistribution[],
): Promise<void> {
  const folder = await mkdtemp(join(directory, 'before-'));
  const files = { 'widget.py': 'b = 2\n' };
  const sdist =
    before === 'same bytes'
      ? built.at(-1)
      : await buildSdist({ name: PROJECT, version: VERSION, files });
  if (sdist === undefined) throw new TypeError('a release without an sdist');
  const run = await publish(
    { ...sandbox, inputs: {} },
    {
      files: [await writeDistribution(folder, sdist)],
      inputs: { 'repository-url': index.uploadUrl, password: index.addApiToken(PROJECT) },
      env: { NODE_EXTRA_CA_CERTS: authorityPath },
    },
  );
  if (run.exitCode !== 0) throw new Error(run.stdout);
}

async function ending(
  code: number | null,
  index: IndexService,
  built: readonly BuiltDistribution[],
): Promise<Ending> {
  const own = index.files.filter((file) =>
    built.some(
      ({ filename, bytes }) => file.filename === filename && file.sha256 === sha256(bytes),
    ),
  );
  const attested = own.filter(({ attestations }) => attestations.length > 0);
  return { ok: code === 0, files: own.length, attested: attested.length };
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function expectEnding(seen: Ending, wanted: Ending, log: string): void {
  const text = (end: Ending) => JSON.stringify(end);
  if (text(seen) !== text(wanted)) {
    throw new Error(`ended ${text(seen)}, not ${text(wanted)}\n${log.slice(-4000)}`);
  }
}
