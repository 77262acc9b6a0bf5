import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FOLDER } from '../conformance/install.ts';
import { mustRun } from '../conformance/process.ts';
import { installPython } from '../conformance/tools/python.ts';
import type { BenchArguments } from './arguments.ts';
import type { Contestant } from './contestants/contestant.ts';
import { fixedConcurrency } from './contestants/fixed-concurrency.ts';
import { ghAction } from './contestants/gh-action.ts';
import { ours } from './contestants/ours.ts';
import { pythonPrograms } from './contestants/python.ts';
import { twine } from './contestants/twine.ts';
import { uvPublish } from './contestants/uv.ts';
import { PAIR, writeCorpus } from './corpus/corpus.ts';
import { concurrencyOf } from './critical-path.ts';
import { USUAL_UPLOAD } from './latency.ts';
import { machine } from './machine.ts';
import { PYTHON } from './python.ts';
import type { Entry, ScenarioResult } from './result.ts';
import { type Corpus, type Field, type Run, run } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Conditions } from './services/protocol.ts';
import { startServices } from './services/service-process.ts';

const REHEARSAL: Conditions = {
  latency: 0,
  strict: true,
  upload: USUAL_UPLOAD,
  deadlockChance: 1,
};
const ROOT = join(import.meta.dirname, '..');
/** What is measured. */
export const BUNDLE = join(ROOT, 'dist', 'index.js');

export interface BenchReport {
  /** In general words. */
  readonly machine: string;
  readonly results: readonly ScenarioResult[];
}

/** Measures every scenario that was asked for, with one set of services. */
export async function bench(
  { scenarios, rounds, peers, profileFolder, fixed, deadlockChance }: BenchArguments,
  say: (line: string) => void,
): Promise<BenchReport> {
  await mkdir(FOLDER, { recursive: true });
  say('installing the peers, unless they are there');
  const python = await installPython(PYTHON);
  const directory = await mkdtemp(join(FOLDER, 'bench-'));
  const services = await startServices();
  const field: Field = { services, python, directory };
  try {
    // A copy, so that a build in the middle changes nothing.
    const bundle = join(directory, 'index.js');
    await copyFile(BUNDLE, bundle);
    const programs = pythonPrograms(python);
    const own = ours(bundle, profileFolder);
    const all = [ghAction(programs), uvPublish(programs), twine(programs)];
    const others = all.filter(({ name }) => peers.includes(name));
    await rehearse([ours(bundle), ...others], field, say);
    const fixedOnes = await Promise.all(fixed.map((count) => fixedConcurrency(bundle, count)));
    const results: ScenarioResult[] = [];
    for (const scenario of scenarios) {
      const contestants = [
        own,
        ...(scenario.latency > 0 ? fixedOnes : []),
        ...(scenario.peers ? others : []),
      ];
      results.push(await play({ ...scenario, deadlockChance }, contestants, rounds, field, say));
    }
    const version = (await mustRun(python, ['--version'])).trim();
    return { machine: machine(version), results };
  } finally {
    await services.close();
    await rm(directory, { recursive: true });
  }
}

/**
 * Once, unmeasured, with every check of the index: what each contestant uploads would be taken by
 * PyPI. It also brings programs and services to the state that they stay in.
 */
async function rehearse(
  contestants: readonly Contestant[],
  field: Field,
  say: (line: string) => void,
): Promise<void> {
  say('rehearsing against an index that checks everything');
  await withCorpus({ shape: PAIR, name: 'rehearsal' }, field, async (corpus) => {
    for (const contestant of contestants) {
      await run(contestant, corpus, REHEARSAL, field);
    }
  });
}

/** The rounds of one scenario: in each of them every contestant once, so that all meet the same. */
async function play(
  scenario: Scenario & Pick<Conditions, 'deadlockChance'>,
  contestants: readonly Contestant[],
  rounds: number,
  field: Field,
  say: (line: string) => void,
): Promise<ScenarioResult> {
  const runs = new Map<Contestant, Run[]>(contestants.map((contestant) => [contestant, []]));
  await withCorpus(scenario, field, async (corpus) => {
    for (let round = 0; round < Math.min(rounds, scenario.mostRounds ?? rounds); round++) {
      for (const contestant of turned(contestants, round)) {
        const done = await run(contestant, corpus, { ...scenario, strict: false }, field);
        runs.get(contestant)?.push(done);
        say(`${scenario.name} ${round + 1} ${contestant.name}: ${done.wall.toFixed(2)} s`);
      }
    }
  });
  const entries: Entry[] = [...runs].map(([contestant, all]) => ({ contestant, runs: all }));
  const concurrency = concurrencyOf(field.services.places.environment);
  return { scenario, entries, concurrency };
}

/** Nobody is always the first, nor always behind the same one. */
function turned<T>(items: readonly T[], by: number): T[] {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)];
}

async function withCorpus(
  { shape, name }: Pick<Scenario, 'shape' | 'name'>,
  field: Field,
  work: (corpus: Corpus) => Promise<void>,
): Promise<void> {
  const directory = join(field.directory, `corpus-${name}`);
  try {
    await work({ shape, paths: await writeCorpus(directory, shape) });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
