import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runInNamespace } from '../real-sigstore/namespace.ts';
import type { Suite } from '../suite.ts';

const INSIDE = resolve(import.meta.dirname, 'inside.ts');

/** What the process inside the namespace is told. */
export interface DropInInput {
  /** An interpreter with twine, sigstore and pypi_attestations. */
  readonly python: string;
  readonly workDir: string;
}

/**
 * The inputs that workflows give gh-action-pypi-publish, given to what that action runs (twine,
 * sigstore and pypi_attestations) and to this one, under the names that PyPI and TestPyPI have:
 * the same must be on the index afterwards, or the migration guide must say what differs.
 */
export const dropIn: Suite = {
  name: 'drop-in',
  needs: ['python'],

  run: async ({ tools: { python }, workDir, check }) => {
    const tmp = join(workDir, 'tmp');
    await mkdir(tmp);
    const input: DropInInput = { python, workDir };
    await runInNamespace(INSIDE, input, tmp, check);
  },
};
