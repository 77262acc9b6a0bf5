import { join } from 'node:path';
import { parseCoreMetadata } from '../../src/packaging/core-metadata.ts';
import { SAMPLES } from '../preflight/samples.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import type { Suite } from '../suite.ts';
import { chance } from './chance.ts';
import { compareFields } from './field-verdicts.ts';
import { compareForms } from './form-verdicts.ts';
import { metadataOf, run } from './packaging.ts';

const SHOWN = 20;
const SEED = 508;

/**
 * What is read of versions, names, file names and core metadata, beside Python's packaging; what
 * is refused of metadata, beside the packages that PyPI calls.
 */
export const packaging: Suite = {
  name: 'packaging',
  needs: ['python'],

  run: async ({ tools, workDir, cacheDir, check }) => {
    await fetchDistributions(tools.python, DISTRIBUTIONS, cacheDir);
    const distributions = DISTRIBUTIONS.map(({ filename }) => join(cacheDir, filename));
    const { checked, disagreements } = await run({ python: tools.python, workDir, distributions });
    await check(`${checked} verdicts are those of Python's packaging`, () =>
      agree(checked, disagreements),
    );
    const pinned = [...DISTRIBUTIONS, ...SAMPLES];
    await fetchDistributions(tools.python, pinned, cacheDir);
    const real: Buffer[] = [];
    for (const { filename } of pinned) real.push(await metadataOf(join(cacheDir, filename)));
    const values = Map.groupBy(
      real.flatMap((bytes) => parseCoreMetadata(bytes).fields),
      ({ name }) => name,
    );
    const byName = [...values].map(
      ([name, each]) => [name, each.map(({ value }) => value)] as const,
    );
    const dice = chance(SEED);
    const fields = await compareFields(tools.python, dice, new Map(byName));
    for (const [kind, { checked: count, taken }] of fields.counts) {
      await check(`${kind}: ${count} verdicts (${taken} taken) are those of PyPI's packages`, () =>
        agree(
          Math.min(taken, count - taken),
          fields.disagreements.filter((line) => line.startsWith(`${kind} `)),
        ),
      );
    }
    const forms = await compareForms(tools.python, dice, real);
    await check(`${forms.checked} upload forms (${forms.taken} taken) are judged as on PyPI`, () =>
      agree(Math.min(forms.taken, forms.checked - forms.taken), forms.disagreements),
    );
  },
};

/** @throws {Error} also when nothing was compared: of either verdict there must be some. */
function agree(checked: number, disagreements: readonly string[]): void {
  if (checked === 0 || disagreements.length > 0) {
    const shown = disagreements.slice(0, SHOWN).join('\n');
    throw new Error(`${disagreements.length} disagreements\n${shown}`);
  }
}
