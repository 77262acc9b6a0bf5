import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FaultPlan } from './faults/fault.ts';
import { FAULT_SYNTAX, InvalidFault, parseFaults } from './faults/fault-text.ts';
import { seededRandom } from './faults/random.ts';
import { randomFaults } from './faults/random-plan.ts';
import { InvalidFilename, parseFilename } from './index/distribution-filename.ts';

export const USAGE = `Usage: npm run sandbox -- [OPTION]… [FILE…]
       npm run sandbox -- serve [--env-file PATH] [--rekor-v2] [--fault FAULT]… [--seed N]

Starts GitHub's ID-token service, Sigstore and an index on loopback, publishes the files (by
default a small sample wheel and sdist) with dist/index.js as a runner would, and checks the result.
With faults it compares all that the run said with what the index holds, and publishes once more
without them if that run did not finish; the sample is four wheels and an sdist then.

  --json              print the result as JSON, and nothing else
  --fault FAULT       let requests fail; may be given many times
  --seed N            let requests fail by chance: the same faults for the same number
  --input NAME=VALUE  an input of the action; may be given many times
  --rekor-v2          log signatures in a Rekor v2 log, and date them by a timestamp authority
  serve               keep the services up until they are stopped
  --env-file PATH     write every variable that a run of dist/index.js needs, one KEY=value a line
  --help              show this text

${FAULT_SYNTAX}`;

/** The command line cannot be understood; the message says why. */
export class UsageError extends Error {}

export interface Arguments {
  readonly command: 'publish' | 'serve' | 'help';
  readonly files: readonly string[];
  readonly json: boolean;
  readonly rekorV2: boolean;
  readonly envFile: string | undefined;
  /** As they were written, those of a seed among them. */
  readonly faults: readonly string[];
  readonly plan: FaultPlan;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Throws UsageError. */
export function parseArguments(args: readonly string[]): Arguments {
  const parse = () =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        'env-file': { type: 'string' },
        fault: { type: 'string', multiple: true, default: [] },
        seed: { type: 'string' },
        input: { type: 'string', multiple: true, default: [] },
        'rekor-v2': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const isServe = positionals[0] === 'serve';
  const envFile = values['env-file'];
  if (isServe && positionals.length > 1) throw new UsageError('serve takes no files.');
  if (isServe && values.json) throw new UsageError('serve has no --json.');
  if (!isServe && envFile !== undefined) throw new UsageError('--env-file belongs to serve.');
  const inputs = Object.fromEntries(values.input.map(parseInput));
  if (isServe && values.input.length > 0) throw new UsageError('serve takes no inputs.');
  const faults = [...values.fault, ...faultsOf(values.seed)];
  const files = isServe ? [] : positionals.map((path) => resolve(path));
  for (const file of files) {
    projectOf(file);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      throw new UsageError(`There is no file ${file}.`);
    }
  }
  const command = values.help ? 'help' : isServe ? 'serve' : 'publish';
  const { json, 'rekor-v2': rekorV2 } = values;
  return { command, files, json, rekorV2, envFile, faults, plan: planOf(faults), inputs };
}

function parseInput(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`--input ${text}: it must be NAME=VALUE.`);
  return [text.slice(0, at), text.slice(at + 1)];
}

function faultsOf(seed: string | undefined): readonly string[] {
  if (seed === undefined) return [];
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed ${seed}: it must be a whole number.`);
  return randomFaults(seededRandom(Number(seed)));
}

function planOf(faults: readonly string[]): FaultPlan {
  try {
    return parseFaults(faults);
  } catch (error) {
    if (error instanceof InvalidFault) throw new UsageError(error.message);
    throw error;
  }
}

/** The project in a distribution's file name. Throws UsageError. */
export function projectOf(path: string): string {
  try {
    return parseFilename(basename(path)).name;
  } catch (error) {
    if (error instanceof InvalidFilename) throw new UsageError(error.message);
    throw error;
  }
}
