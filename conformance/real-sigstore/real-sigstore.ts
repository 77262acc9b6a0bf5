import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import type { Suite } from '../suite.ts';
import type { InsideInput } from './inside-input.ts';
import { runInNamespace } from './namespace.ts';
import { REFUSED_NAMES } from './refused-names.ts';

const INSIDE = resolve(import.meta.dirname, 'inside.ts');

/**
 * The action as it comes, with the defaults of its inputs, against Fulcio, a CT log and Rekor as
 * Sigstore runs them, under the names that they and PyPI have.
 */
export const realSigstore: Suite = {
  name: 'real-sigstore',
  needs: ['python', 'pypiPython', 'sigstore'],

  run: async ({ tools, workDir, cacheDir, full, check }) => {
    const { python, pypiPython, sigstore } = tools;
    await fetchDistributions(python, [...DISTRIBUTIONS, ...REFUSED_NAMES], cacheDir);
    const input: InsideInput = { python, pypiPython, sigstore, workDir, cacheDir, full };
    const tmp = join(workDir, 'tmp');
    await mkdir(tmp);
    await runInNamespace(INSIDE, input, tmp, check);
  },
};
