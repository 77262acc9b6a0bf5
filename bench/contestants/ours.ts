import type { Contestant } from './contestant.ts';

/**
 * This action, as a runner starts it.
 *
 * @param profileFolder Where it leaves a CPU profile of V8, if anywhere.
 */
export function ours(bundle: string, profileFolder?: string): Contestant {
  const profiling =
    profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  return {
    name: 'ours',
    title: 'pypi-trusted-publish',
    steps: () => [{ argv: [process.execPath, ...profiling, bundle] }],
  };
}
