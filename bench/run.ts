import { link, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Contestant } from './contestants/contestant.ts';
import type { CorpusShape } from './corpus/corpus.ts';
import { type Cost, measure } from './measure.ts';
import type { Conditions, Traffic } from './services/protocol.ts';
import type { Services } from './services/service-process.ts';

/** One contestant's release of one corpus. */
export interface Run extends Cost {
  readonly traffic: Traffic;
  /** Milliseconds from the start of the first process to the first request. */
  readonly untilFirstRequest: number;
}

export interface Field {
  readonly services: Services;
  readonly python: string;
  /** A folder for everything that runs write, on the disk of the corpora. */
  readonly directory: string;
}

/** A corpus on disk. */
export interface Corpus {
  readonly shape: CorpusShape;
  readonly paths: readonly string[];
}

/** Lets a contestant publish a corpus, in a workspace of its own, to an index that is empty. */
export async function run(
  contestant: Contestant,
  corpus: Corpus,
  conditions: Conditions,
  { services, python, directory }: Field,
): Promise<Run> {
  const { places } = services;
  const home = await mkdtemp(join(directory, `${contestant.name}-`));
  const workspace = join(home, 'workspace');
  await mkdir(join(workspace, 'dist'), { recursive: true });
  for (const path of corpus.paths) await link(path, join(workspace, 'dist', basename(path)));
  const environment = { ...places.environment, ...(await runnerFiles(home)) };
  const steps = contestant.steps({
    directory: join(workspace, 'dist'),
    filenames: corpus.paths.map((path) => basename(path)),
    uploadUrl: places.uploadUrl,
    trustConfigPath: places.trustConfigPath,
  });
  await services.begin(conditions);
  const variables = { ...environment, GITHUB_WORKSPACE: workspace, PATH: pathOf(python) };
  const log = join(home, 'log');
  const cost = await measure(steps, variables, { python, cwd: workspace, log });
  const traffic = await services.end();
  checkComplete(contestant, corpus, traffic);
  await rm(home, { recursive: true });
  return { ...cost, traffic, untilFirstRequest: traffic.firstRequestAt - cost.startedAt };
}

/** What a runner makes anew for each step, and where processes put what they keep. */
async function runnerFiles(home: string): Promise<Record<string, string>> {
  const temp = join(home, 'temp');
  await mkdir(temp);
  const files = Object.fromEntries(
    ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH'].map(
      (name) => [name, join(temp, name.toLowerCase())],
    ),
  );
  for (const path of Object.values(files)) await writeFile(path, '');
  return { ...files, RUNNER_TEMP: temp, HOME: temp, TMPDIR: temp };
}

const pathOf = (python: string): string => `${dirname(python)}:${process.env['PATH'] ?? ''}`;

/** A figure counts only if the whole release is on the index, attested. */
function checkComplete(contestant: Contestant, corpus: Corpus, { files, refused }: Traffic): void {
  const expected = corpus.paths.map((path) => basename(path));
  const attested = new Set(
    files.filter(({ attestations }) => attestations === 1).map(({ filename }) => filename),
  );
  const missing = expected.filter((name) => !attested.has(name));
  if (missing.length > 0 || files.length !== expected.length) {
    const what = missing.slice(0, 3).join(', ');
    throw new Error(
      `${contestant.name} left ${missing.length} of ${expected.length} files unpublished or unattested: ${what}\n${refused.join('\n')}`,
    );
  }
}
