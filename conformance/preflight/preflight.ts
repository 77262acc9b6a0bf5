import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { makeLists } from '../../scripts/refresh-lists.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { equal } from '../real-distributions/published.ts';
import type { Suite } from '../suite.ts';
import { BASES } from './bases.ts';
import { BROKEN, SOUND } from './broken.ts';
import { METADATA } from './broken-metadata.ts';
import { type Original, unpacked } from './original.ts';
import { SAMPLES } from './samples.ts';
import { type Broken, filenameOf } from './spoil.ts';
import { compareTars } from './tar-verdicts.ts';
import { twineFailures, writeBroken } from './twine.ts';
import { NOTHING, type Verdict, verdict } from './verdict.ts';

const ROOT = resolve(import.meta.dirname, '..', '..');
const TAR_MUTANTS = 3000;
/** Backends that must be among the real distributions. */
const LEAST_BACKENDS = 10;

/**
 * Preflight's verdicts: real distributions of many backends pass, the same ones spoilt in one
 * thing are refused for that thing, and the lists are those that PyPI's packages have.
 */
export const preflight: Suite = {
  name: 'preflight',
  needs: ['python'],

  run: async ({ tools, workDir, cacheDir, check }) => {
    await check('the lists are those of the installed packages', async () => {
      for (const [path, text] of await makeLists(tools.python)) {
        if ((await readFile(join(ROOT, path), 'utf8')) !== text) {
          throw new Error(`${path} is old: node scripts/refresh-lists.ts`);
        }
      }
    });
    const pinned = [...DISTRIBUTIONS, ...SAMPLES];
    await fetchDistributions(tools.python, pinned, cacheDir);
    const backends = new Set(pinned.map(({ generator }) => generator));
    await check(
      `${pinned.length} real distributions of ${backends.size} build backends pass`,
      async () => {
        const wrong: string[] = [];
        for (const { filename } of pinned) {
          const { errors } = await verdict(join(cacheDir, filename));
          if (errors.length > 0) wrong.push(`${filename}: ${errors.join(', ')}`);
        }
        if (backends.size < LEAST_BACKENDS) throw new Error(`only ${backends.size} backends`);
        equal(wrong, []);
      },
    );
    const originals = await Promise.all(BASES.map((base) => unpacked(base, cacheDir)));
    const verdictOf = async (broken: Broken, { base, members }: Original): Promise<Verdict> => {
      const path = join(workDir, filenameOf(broken.renamed?.(base) ?? base, broken.kind));
      await writeFile(path, await broken.build(members[broken.kind], base));
      const found = await verdict(path);
      await rm(path);
      return found;
    };
    await check('what was only put together anew passes', async () => {
      for (const original of originals) {
        for (const sound of SOUND) equal(await verdictOf(sound, original), NOTHING);
      }
    });
    await check(
      `${BROKEN.length * originals.length} broken ones are refused for what is wrong with them`,
      async () => {
        const wrong: string[] = [];
        for (const original of originals) {
          for (const broken of BROKEN) {
            const is = await verdictOf(broken, original);
            if (isExpected(broken, is)) continue;
            wrong.push(`${original.base.stem}, ${broken.name}: ${JSON.stringify(is)}`);
          }
        }
        equal(wrong, []);
      },
    );
    const [first] = originals;
    if (first === undefined) throw new Error('there are no bases');
    const spoilt = await writeBroken(first, METADATA, workDir);
    const paths = [...pinned.map(({ filename }) => join(cacheDir, filename)), ...spoilt];
    const failing = await twineFailures(tools.python, paths);
    await check(
      `twine check fails ${failing.length} of ${spoilt.length} with other metadata and no real one; all are found here`,
      async () => {
        if (failing.length === 0) throw new Error('twine fails nothing');
        equal(
          failing.filter((path) => !spoilt.includes(path)),
          [],
        );
        const missed: string[] = [];
        for (const path of failing) {
          const { defect, errors, warnings } = await verdict(path);
          if (defect === undefined && errors.length + warnings.length === 0) missed.push(path);
        }
        equal(missed, []);
      },
    );
    const tars = await compareTars(tools.python, workDir, TAR_MUTANTS);
    const { checked, taken, stricter, disagreements } = tars;
    await check(`${checked} altered sdists: of ${taken} taken here PyPI sees the same`, () => {
      for (const [reason, count] of stricter) console.log(`        stricter ${count}:${reason}`);
      if (taken === 0 || taken === checked) throw new Error('of either verdict there must be some');
      equal(disagreements, []);
    });
  },
};

function isExpected(broken: Broken, is: Verdict): boolean {
  if (broken.defect !== undefined) return broken.defect.test(is.defect ?? '');
  const same = (a: readonly string[] = [], b: readonly string[] = []) => a.join() === b.join();
  return (
    is.defect === undefined && same(broken.errors, is.errors) && same(broken.warnings, is.warnings)
  );
}
