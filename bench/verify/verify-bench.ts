import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FOLDER } from '../../conformance/install.ts';
import { installPython, JUDGES } from '../../conformance/tools/python.ts';
import type { Step } from '../contestants/contestant.ts';
import { pythonPrograms } from '../contestants/python.ts';
import { type Cost, measure } from '../measure.ts';
import { median } from '../statistics.ts';
import type { BenchCorpus } from './corpus.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What is measured. */
export interface VerifyBenchOptions {
  /** Files that are locked, one a project. */
  readonly files: number;
  /** Of these the peer verifies this many; it does one after the other. */
  readonly peerFiles: number;
  readonly rounds: number;
}

/** One line of the table. */
export interface VerifyFigures {
  readonly title: string;
  readonly files: number;
  /** Seconds, bytes: medians. */
  readonly wall: number;
  readonly cpu: number;
  readonly rss: number;
}

/**
 * Verifies the files of a lock with ours, cold and from its cache, and some of them with
 * `pypi-attestations verify pypi` in a loop: turn by turn, against the same index.
 */
export async function verifyBench(
  { files, peerFiles, rounds }: VerifyBenchOptions,
  say: (line: string) => void,
): Promise<readonly VerifyFigures[]> {
  await mkdir(FOLDER, { recursive: true });
  say('installing the peer, unless it is there');
  const python = await installPython(JUDGES);
  const directory = await mkdtemp(join(FOLDER, 'bench-verify-'));
  say(`signing ${2 * files} files`);
  const index = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), [
    String(files),
    directory,
  ]);
  try {
    await once(index, 'message');
    const corpus: Omit<BenchCorpus, 'answers'> & { readonly origin: string } = JSON.parse(
      await readFile(join(directory, 'corpus.json'), 'utf8'),
    );
    // A copy, so that a build in the middle changes nothing.
    const cli = join(directory, 'cli.js');
    await copyFile(join(ROOT, 'dist', 'cli.js'), cli);
    const own = (name: string, more: readonly string[]): Contestant => ({
      title: name,
      files,
      steps: [ourStep(cli, corpus, more)],
    });
    const cache = ['--cache-dir', join(directory, 'cache')];
    const contestants = [
      own('ours', []),
      own('ours, provenance kept', cache),
      peer(python, corpus, peerFiles),
    ];
    const run = ({ steps }: Contestant) =>
      measure(steps, environment(corpus), { python, cwd: directory, log: join(directory, 'log') });
    // Unmeasured: fills the cache, and Python's of compiled modules.
    for (const contestant of contestants)
      await run({ ...contestant, steps: contestant.steps.slice(0, 2) });
    const costs = new Map<Contestant, Cost[]>(contestants.map((one) => [one, []]));
    for (let round = 1; round <= rounds; round++) {
      for (const contestant of contestants) {
        const cost = await run(contestant);
        costs.get(contestant)?.push(cost);
        say(`${round} ${contestant.title}: ${cost.wall.toFixed(2)} s`);
      }
    }
    return [...costs].map(([{ title, files: verified }, all]) => ({
      title,
      files: verified,
      wall: median(all.map(({ wall }) => wall)),
      cpu: median(all.map(({ cpu }) => cpu)),
      rss: median(all.map(({ rss }) => rss)),
    }));
  } finally {
    index.disconnect();
    await rm(directory, { recursive: true, force: true });
  }
}

interface Contestant {
  readonly title: string;
  readonly files: number;
  readonly steps: readonly Step[];
}

function ourStep(
  cli: string,
  {
    lockPath,
    trustConfigPath,
    origin,
  }: Pick<BenchCorpus, 'lockPath' | 'trustConfigPath'> & { readonly origin: string },
  more: readonly string[],
): Step {
  return {
    argv: [
      process.execPath,
      cli,
      'verify',
      lockPath,
      '--files=host',
      '--python-version=3.13',
      `--index-url=${origin}/simple/`,
      `--provenance-from=${origin}/simple/`,
      `--custom-trusted-root=${trustConfigPath}`,
      ...more,
    ],
  };
}

/** In its favour: it gets the provenance as a file, and asks no index. */
function peer(python: string, { files }: Pick<BenchCorpus, 'files'>, count: number): Contestant {
  const { driver } = pythonPrograms(python);
  const some = files.slice(0, count);
  return {
    title: 'pypi-attestations verify, in a loop',
    files: some.length,
    steps: some.map(({ path, provenancePath, repository }) => ({
      argv: driver(
        'pypi_attestations_sign',
        'verify',
        'pypi',
        `--repository=https://github.com/${repository}`,
        '--offline',
        `--provenance-file=${provenancePath}`,
        path,
      ),
    })),
  };
}

function environment({ trustConfigPath }: Pick<BenchCorpus, 'trustConfigPath'>) {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, BENCH_TRUST_CONFIG: trustConfigPath };
}
