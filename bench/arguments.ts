import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { QUICK_SCENARIOS, SCENARIOS, type Scenario } from './scenario.ts';

export interface BenchArguments {
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  readonly json: boolean;
  /** Nothing is published: what is measured is looking at distributions. */
  readonly inspect: boolean;
  /** The names of the peers that run too. */
  readonly peers: readonly string[];
  /** Ours runs with these numbers of uploads at once, too, with latency. */
  readonly fixed: readonly number[];
  /** The chance of a deadlock for each upload beyond the first that waits at the lock. */
  readonly deadlockChance: number;
  /** Where ours leaves CPU profiles of V8; none where undefined. */
  readonly profileFolder: string | undefined;
  readonly help: boolean;
}

/** By name. */
const PEERS = ['gh-action', 'uv', 'twine'] as const;

export class UsageError extends Error {}

export const USAGE = `npm run bench [-- OPTIONS]

Publishes the same distributions with this action and with its peers, turn by turn, to the same
stand-in services, and says what each costs.

  --quick        less of everything: ends within a minute, once the peers are installed
  --runs N       rounds of each line of the table (3)
  --only NAMES   only these lines: ${SCENARIOS.map(({ name }) => name).join(', ')}
  --against PEER only this peer; may be repeated: ${PEERS.join(', ')}
  --no-peers     none of them
  --fixed N,N    ours with a fixed number of uploads at once as well, where there is latency
  --deadlocks P  the chance of a deadlock for each upload beyond the first that waits at the lock of
                 a project (1; PyPI's, as measured, is 0.04)
  --profile DIR  ours leaves a CPU profile of each run there, and is slower for it; says what the
                 time of all profiles in that folder went into
  --inspect      publishes nothing: what inspecting costs, beside twine check
  --json         all figures of all runs, as JSON
`;

export function parseArguments(args: readonly string[]): BenchArguments {
  const values = parsed(args);
  const runs = values.runs ?? '3';
  if (!/^[1-9][0-9]{0,2}$/.test(runs)) throw new UsageError(`--runs takes a number, not ${runs}`);
  const all = values.quick === true ? QUICK_SCENARIOS : SCENARIOS;
  const only = values.only?.flatMap((names) => names.split(',')) ?? all.map(({ name }) => name);
  const unknown = only.filter((wanted) => !all.some(({ name }) => name === wanted));
  if (unknown.length > 0) throw new UsageError(`there is no line ${unknown.join(', ')}`);
  const peers = values['no-peers'] === true ? [] : (values.against ?? PEERS);
  const strangers = peers.filter((name) => !PEERS.some((peer) => peer === name));
  if (strangers.length > 0) throw new UsageError(`there is no peer ${strangers.join(', ')}`);
  const fixed = values.fixed?.flatMap((counts) => counts.split(',')) ?? [];
  if (!fixed.every((count) => /^(?:[1-9]|[12][0-9]|3[0-2])$/.test(count))) {
    throw new UsageError(`--fixed takes numbers from 1 to 32, not ${fixed.join(',')}`);
  }
  const deadlockChance = Number(values.deadlocks ?? '1');
  if (!(deadlockChance >= 0 && deadlockChance <= 1)) {
    throw new UsageError(`--deadlocks takes a number from 0 to 1, not ${values.deadlocks}`);
  }
  return {
    scenarios: all.filter(({ name }) => only.includes(name)),
    rounds: Number(runs),
    json: values.json ?? false,
    inspect: values.inspect ?? false,
    peers,
    fixed: fixed.map(Number),
    deadlockChance,
    profileFolder: values.profile === undefined ? undefined : resolve(values.profile),
    help: values.help ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        runs: { type: 'string' },
        only: { type: 'string', multiple: true },
        against: { type: 'string', multiple: true },
        'no-peers': { type: 'boolean' },
        fixed: { type: 'string', multiple: true },
        deadlocks: { type: 'string' },
        profile: { type: 'string' },
        json: { type: 'boolean' },
        inspect: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
