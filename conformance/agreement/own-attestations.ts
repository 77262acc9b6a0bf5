import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { publish } from '../../sandbox/run.ts';
import { writeSampleDistributions } from '../../sandbox/sample/distributions.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Publisher } from './case.ts';
import type { Base } from './fields.ts';

/** The publisher that the sandbox's job is. */
export const PUBLISHER: Publisher = { repository: 'acme/widget', workflow: 'release.yml' };

/** Attestations of both kinds that dist/index.js makes of a wheel and an sdist. */
export async function ownAttestations(sandbox: Sandbox, workDir: string): Promise<Base[]> {
  const paths = await writeSampleDistributions(workDir);
  const run = await publish(sandbox, {
    files: paths,
    inputs: { 'slsa-provenance': 'true', 'attestations-dir': 'attestations' },
  });
  if (run.exitCode !== 0) {
    throw new Error(`exit code ${run.exitCode} of dist/index.js\n${run.stderr}`);
  }
  const made: Base[] = [];
  for (const path of paths) {
    const name = basename(path);
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    for (const type of ['publish', 'slsa']) {
      const file = `${name}.${type}.attestation`;
      made.push({
        kind: 'attestation',
        name: file,
        root: 'sandbox',
        text: await readFile(join(run.workspace, 'attestations', file), 'utf8'),
        distribution: { name, sha256 },
        publisher: PUBLISHER,
      });
    }
  }
  return made;
}
