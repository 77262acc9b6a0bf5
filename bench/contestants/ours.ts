import type { Contestant } from './contestant.ts';

/** This action, as a runner starts it. */
export const ours = (bundle: string): Contestant => ({
  name: 'ours',
  title: 'pypi-trusted-publish',
  perFile: ['logEntry', 'upload'],
  steps: () => [{ argv: [process.execPath, bundle] }],
});
