import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { makeLists } from '../../scripts/refresh-lists.ts';
import { inspectDistribution } from '../../src/distribution/inspect.ts';
import { findings } from '../../src/preflight/findings.ts';
import { DISTRIBUTIONS } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';
import { equal } from '../real-distributions/published.ts';
import type { Suite } from '../suite.ts';
import { BASES } from './bases.ts';
import { BROKEN, SOUND } from './broken.ts';
import { SAMPLES } from './samples.ts';
import { type Base, type Broken, filenameOf, type Members } from './spoil.ts';
import { compareTars } from './tar-verdicts.ts';
import { unpackSdist, unpackWheel } from './unpack.ts';

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
    const tars = await compareTars(tools.python, workDir, TAR_MUTANTS);
    const { checked, taken, stricter, disagreements } = tars;
    await check(`${checked} altered sdists: of ${taken} taken here PyPI sees the same`, () => {
      for (const [reason, count] of stricter) console.log(`        stricter ${count}:${reason}`);
      if (taken === 0 || taken === checked) throw new Error('of either verdict there must be some');
      equal(disagreements, []);
    });
  },
};

interface Original {
  readonly base: Base;
  readonly members: Readonly<Record<Broken['kind'], Members>>;
}

async function unpacked(base: Base, folder: string): Promise<Original> {
  const wheel = await unpackWheel(join(folder, filenameOf(base, 'wheel')));
  const sdist = await unpackSdist(join(folder, filenameOf(base, 'sdist')));
  return { base, members: { wheel, sdist } };
}

interface Verdict {
  readonly defect: string | undefined;
  /** Ids of rules, each once. */
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

const NOTHING: Verdict = { defect: undefined, errors: [], warnings: [] };

async function verdict(path: string): Promise<Verdict> {
  try {
    const distribution = await inspectDistribution({ path, filename: basename(path) });
    const found = findings(
      { distributions: [distribution], index: 'pypi' },
      { verifyMetadata: true },
    );
    const ids = (severity: string) =>
      [...new Set(found.filter((one) => one.severity === severity).map(({ rule }) => rule))].sort();
    return { defect: undefined, errors: ids('error'), warnings: ids('warning') };
  } catch (error) {
    if (!(error instanceof Error && error.name === 'PublishError')) throw error;
    return { ...NOTHING, defect: error.message };
  }
}

function isExpected(broken: Broken, is: Verdict): boolean {
  if (broken.defect !== undefined) return broken.defect.test(is.defect ?? '');
  const same = (a: readonly string[] = [], b: readonly string[] = []) => a.join() === b.join();
  return (
    is.defect === undefined && same(broken.errors, is.errors) && same(broken.warnings, is.warnings)
  );
}
