import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import type { Context, Suite } from '../suite.ts';
import { ask, askPolicy } from './asked.ts';
import type { RootName } from './case.ts';
import { compare, type Judged, reasonNames, table } from './comparison.ts';
import { Forge } from './forge.ts';
import { mutations } from './mutations.ts';
import { OurJudge } from './our-verdicts.ts';
import { ownAttestations } from './own-attestations.ts';
import { certificateVectorCases, checkOtherPublishers, realCases } from './real-cases.ts';
import { productionRoot, stagingRoot } from './roots.ts';
import { STRICTER } from './stricter.ts';
import { type TheirJudge, theirVerdicts, writeRoots } from './their-verdicts.ts';
import { isGithub, readVectors } from './vectors.ts';

const SHOWN = 40;

/**
 * Our verification of attestations beside that of pypi_attestations, by class of mutation: real
 * ones, those that dist/index.js makes, and forged ones whose signatures are good. Being laxer is
 * a failure, and so is being stricter without a reason in stricter.ts.
 */
export const agreement: Suite = {
  name: 'agreement',
  needs: ['python', 'pypiPython'],

  run: async (context) => {
    const sandbox = await startSandbox();
    try {
      await compareAll(context, sandbox);
    } finally {
      await sandbox.close();
    }
  },
};

async function compareAll(
  { tools, workDir, cacheDir, check }: Context,
  sandbox: Sandbox,
): Promise<void> {
  const vectorsDir = join(workDir, 'vectors');
  const ownDir = join(workDir, 'own');
  await Promise.all([vectorsDir, ownDir].map((folder) => mkdir(folder)));
  const vectors = await readVectors(tools.python, { cacheDir, workDir: vectorsDir });
  const roots: Readonly<Record<RootName, unknown>> = {
    production: productionRoot(),
    staging: await stagingRoot(tools.python),
    sandbox: sandbox.sigstore.trustedRoot,
  };
  const ours = new OurJudge(roots);
  const theirs: TheirJudge = {
    python: tools.python,
    roots: await writeRoots(roots, workDir),
  };
  const others = vectors.attestations.filter((vector) => !isGithub(vector)).length;
  await check(`${others} attestations of other publishers fail for the identity only`, async () => {
    await checkOtherPublishers(vectors.attestations, ours, theirs);
  });

  const [wheelPublish, , , sdistSlsa] = await ownAttestations(sandbox, ownDir);
  // A provenance object holds what its .attestation file holds.
  const real = vectors.attestations
    .filter(isGithub)
    .filter(({ name }) => !name.endsWith('.provenance'));
  const made = [wheelPublish, sdistSlsa].filter((one) => one !== undefined);
  const cases = [
    ...realCases(vectors.attestations),
    ...mutations([...real, ...made], new Forge(sandbox.sigstore)),
  ];
  const asked = [
    ...certificateVectorCases(vectors.certificates).map(askPolicy),
    ...cases.map((one) => ask(one, ours)),
  ];
  const judges = [
    { name: "today's judge", python: tools.python },
    { name: "PyPI's judge", python: tools.pypiPython },
  ];
  const questions = asked.map(({ question }) => question);
  const verdicts = await Promise.all(
    judges.map(({ python }) => theirVerdicts({ ...theirs, python }, questions)),
  );
  const needed = new Set<string>();
  for (const [place, { name }] of judges.entries()) {
    const judged = asked.map((one, index): Judged => {
      const theirVerdict = verdicts[place]?.[index];
      if (theirVerdict === undefined) {
        throw new Error(`${name} says nothing of ${one.case.name}`);
      }
      const refusedByOther = verdicts.some((each) => each[index]?.accepted === false);
      return { ...one, theirs: theirVerdict, refusedByOther };
    });
    const { rows, failures, reasons } = compare(judged, STRICTER);
    console.log(table(name, rows));
    await check(
      `${judged.length} verdicts beside ${name}: never laxer, stricter for a reason`,
      () => {
        if (judged.length === 0 || failures.length > 0) {
          const shown = failures.slice(0, SHOWN).join('\n');
          throw new Error(`${failures.length} of ${judged.length}\n${shown}`);
        }
      },
    );
    for (const reason of reasons) {
      needed.add(reason);
    }
  }
  await check(`${STRICTER.length} reasons for being stricter are needed`, () => {
    const unused = STRICTER.flatMap(reasonNames).filter((name) => !needed.has(name));
    if (unused.length > 0) {
      throw new Error(unused.join('\n'));
    }
  });
}
