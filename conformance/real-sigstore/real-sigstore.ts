import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import type { Suite } from '../suite.ts';
import { runInNamespace } from './namespace.ts';
import { REFUSED_NAMES } from './refused-names.ts';

const INSIDE = resolve(import.meta.dirname, 'inside.ts');

/** What the process inside the namespace is told. */
export interface InsideInput {
  readonly python: string;
  readonly pypiPython: string;
  /** The folder of the Sigstore programs. */
  readonly sigstore: string;
  readonly workDir: string;
  /** The folder that has all pinned distributions. */
  readonly cacheDir: string;
  readonly full: boolean;
}

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
