import { join } from 'node:path';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import type { Suite } from '../suite.ts';
import { run } from './packaging.ts';

const SHOWN = 20;

/** What is read of versions, names, file names and core metadata, beside Python's packaging. */
export const packaging: Suite = {
  name: 'packaging',
  needs: ['python'],

  run: async ({ tools, workDir, cacheDir, check }) => {
    await fetchDistributions(tools.python, DISTRIBUTIONS, cacheDir);
    const distributions = DISTRIBUTIONS.map(({ filename }) => join(cacheDir, filename));
    const { checked, disagreements } = await run({ python: tools.python, workDir, distributions });
    await check(`${checked} verdicts are those of Python's packaging`, () => {
      if (checked === 0 || disagreements.length > 0) {
        const shown = disagreements.slice(0, SHOWN).join('\n');
        throw new Error(`${disagreements.length} disagreements\n${shown}`);
      }
    });
  },
};
