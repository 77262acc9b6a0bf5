import { basename, join } from 'node:path';
import type { FaultPlan } from '../../sandbox/faults/fault.ts';
import { parseFaults } from '../../sandbox/faults/fault-text.ts';
import { type DespiteOutcome, publishDespite } from '../../sandbox/faults/publish-despite.ts';
import { between, pick, type Random, seededRandom } from '../../sandbox/faults/random.ts';
import { randomFaults } from '../../sandbox/faults/random-plan.ts';
import { releaseFile } from '../../sandbox/judge-run.ts';
import { publish } from '../../sandbox/run.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { writeRandomRelease } from './random-release.ts';

/** One release among faults, from beginning to end. */
export interface SoakRun {
  readonly seed: number;
  /** The faults of each run that had some, as they are written. */
  readonly faults: readonly (readonly string[])[];
  readonly files: readonly string[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly outcome: DespiteOutcome;
  /** What is not as it must be. */
  readonly problems: readonly string[];
}

/** Longer than any run may take: it only breaks hangs. */
const HANG_MS = 15 * 60_000;

/** Publishes the release of a seed among the faults of that seed, until it is finished. */
export async function soakRun(seed: number, sandbox: Sandbox): Promise<SoakRun> {
  const random = seededRandom(seed);
  const directory = join(sandbox.directory, `soak-${seed}`);
  const { projects, paths } = await writeRandomRelease(random, String(seed), directory);
  for (const [at, project] of projects.entries()) {
    // PyPI takes one pending publisher of an identity, and each mint makes one real.
    if (random() < 0.2 && at === 0) sandbox.registerPendingPublisher({ project });
    else sandbox.registerPublisher({ project });
  }
  const inputs = randomInputs(random);
  const faults = [randomFaults(random)];
  if (random() < 0.3) faults.push(randomFaults(random));
  // Sometimes a part is there already, and the release is to be finished.
  const there = random() < 0.15 ? paths.slice(0, between(random, 1, paths.length)) : [];
  if (there.length > 0) await publish(sandbox, { files: there, timeout: HANG_MS });
  // Drawn last, so that all else of a seed stays what it is.
  if (random() < 0.08) faults.unshift([...(faults.shift() ?? []), randomCancellation(random)]);
  const plans: FaultPlan[] = faults.map(parseFaults);
  const attested = inputs['attestations'] !== 'if-available';
  const release = { paths, plans, inputs, attested, timeout: HANG_MS };
  const outcome = await publishDespite(sandbox, release).catch(
    // A token that was left somewhere ends a run of the sandbox.
    (error: unknown): DespiteOutcome & { readonly broke: string } => ({
      runs: [],
      isRight: false,
      broke: String(error),
    }),
  );
  const problems = [
    ...('broke' in outcome ? [outcome.broke] : []),
    ...outcome.runs.flatMap(({ problems: said, run }, at) => [
      ...said.map((problem) => `run ${at + 1}: ${problem}`),
      ...(run.duration >= HANG_MS ? [`run ${at + 1}: hung`] : []),
    ]),
    ...(outcome.runs.at(-1)?.run.exitCode === 0 ? [] : ['the run without faults did not finish']),
    ...(await indexProblems(sandbox, projects, paths, attested)),
  ];
  return { seed, faults, files: paths.map((path) => basename(path)), inputs, outcome, problems };
}

/** Somebody cancels the job in the middle. */
const randomCancellation = (random: Random): string =>
  `${pick(random, ['upload', 'upload', 'rekor', 'mint', 'simple', 'integrity'])}#${between(random, 1, 4)}=cancel`;

/** Inputs that a workflow may have, with budgets that are short. */
function randomInputs(random: Random): Record<string, string> {
  return {
    'upload-retry-minutes': pick(random, ['0', '1', '1']),
    'sigstore-retry-minutes': pick(random, ['0', '1', '1']),
    'wait-for-index': pick(random, ['0', '2', '5']),
    'upload-concurrency': pick(random, ['1', '2', '6']),
    'signing-concurrency': pick(random, ['1', '16']),
    'on-error': pick(random, ['stop', 'continue']),
    attestations: random() < 0.05 ? 'if-available' : 'true',
  };
}

/** Whether the index has each file once, with our bytes and an attestation, and nothing else. */
async function indexProblems(
  { index }: Sandbox,
  projects: readonly string[],
  paths: readonly string[],
  attested: boolean,
): Promise<string[]> {
  const problems: string[] = [];
  const release = new Map<string, string>();
  for (const path of paths) {
    const { filename, sha256 } = await releaseFile(path);
    release.set(filename, sha256);
  }
  const stored = index.files.filter(({ project }) => projects.includes(project.normalizedName));
  for (const { filename, sha256, attestations } of stored) {
    if (release.get(filename) !== sha256) problems.push(`the index has a wrong ${filename}`);
    if (attested && attestations.length !== 1) {
      problems.push(`${filename} has ${attestations.length} attestations on the index`);
    }
  }
  const names = stored.map(({ filename }) => filename);
  for (const filename of release.keys()) {
    const count = names.filter((name) => name === filename).length;
    if (count !== 1) problems.push(`${filename} is on the index ${count} times`);
  }
  return problems;
}
