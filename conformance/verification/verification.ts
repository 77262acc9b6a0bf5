import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { checkEvidence } from '../../src/provenance/checks/evidence.ts';
import { verifiedStatements } from '../../src/provenance/files/file-evidence.ts';
import { certificateIdentity } from '../../src/provenance/identity/certificate-identity.ts';
import { comparePin } from '../../src/provenance/pins/compare-pin.ts';
import { pinOf } from '../../src/provenance/pins/pin.ts';
import { NO_DEMANDS } from '../../src/provenance/policy/demands.ts';
import { DEFAULT_POLICY } from '../../src/provenance/policy/policy.ts';
import { parseTrustedRoot } from '../../src/sigstore/sigstore-instance.ts';
import { createProvenanceVerifier } from '../../src/sigstore/verify/provenance-verifier.ts';
import { readProvenance } from '../../src/verify/evidence/provenance.ts';
import type { RootName, Verdict } from '../agreement/case.ts';
import { ownAttestations } from '../agreement/own-attestations.ts';
import { productionRoot, stagingRoot } from '../agreement/roots.ts';
import { writeRoots } from '../agreement/their-verdicts.ts';
import { readVectors, type Vector } from '../agreement/vectors.ts';
import { mustRun } from '../process.ts';
import type { Suite } from '../suite.ts';
import { type Good, type ProvenanceCase, provenanceCases } from './cases.ts';
import { checkRealBundles } from './real-bundles.ts';

const JUDGE = resolve(import.meta.dirname, 'judge.py');

/**
 * Our verification of provenance objects, for whoever installs, beside that of pypi-attestations:
 * real ones of every provider and own ones, each as it is and spoilt; and of files with bundles
 * beside that of sigstore-python. Every difference is named.
 */
export const verification: Suite = {
  name: 'verification',
  needs: ['python'],

  run: async ({ tools, workDir, cacheDir, check }) => {
    const sandbox = await startSandbox();
    try {
      const [vectorsDir, ownDir] = [join(workDir, 'vectors'), join(workDir, 'own')];
      await Promise.all([vectorsDir, ownDir].map((folder) => mkdir(folder)));
      const vectors = await readVectors(tools.python, { cacheDir, workDir: vectorsDir });
      const roots: Readonly<Record<RootName, unknown>> = {
        production: productionRoot(),
        staging: await stagingRoot(tools.python),
        sandbox: sandbox.sigstore.trustedRoot,
      };
      const own = await ownAttestations(sandbox, ownDir);
      const goods = [...realOnes(vectors.attestations), ...ownOnes(own)];
      const cases = provenanceCases(goods);
      const ours = cases.map((one) => ourVerdict(one, roots));
      const theirs = await theirVerdicts(tools.python, cases, await writeRoots(roots, workDir));
      const count = `${cases.length} provenance objects of ${goods.length} origins`;
      await check(`${count}: the verdict of pypi-attestations, or a named difference`, () => {
        const wrong = cases.flatMap((one, place) => disagreement(one, ours[place], theirs[place]));
        if (cases.length === 0 || wrong.length > 0) throw new Error(wrong.join('\n'));
      });
      const differing = cases.filter(({ differs }) => differs?.theirs === true);
      await check(
        `${differing.length} times pypi-attestations says OK to what proves nothing`,
        () => {
          if (differing.length === 0) throw new Error('there is no such case');
        },
      );
      await check(
        "files with real bundles: sigstore-python's verdict, or a named one",
        async () => {
          await checkRealBundles(tools.python, roots.production, { cacheDir, workDir });
        },
      );
      await check('a real rename has equal numbers, and passes as one', () => {
        checkRename(vectors.attestations, roots);
      });
    } finally {
      await sandbox.close();
    }
  },
};

/** The real attestations of providers that PEP 740 knows; several of one file go together. */
function realOnes(vectors: readonly Vector[]): readonly Good[] {
  const usable = vectors.filter(
    ({ name, kind, publisher }) =>
      kind === 'attestation' && publisher['kind'] !== 'email' && !name.endsWith('.provenance'),
  );
  const others = vectors.filter(
    ({ name, publisher }) => name.endsWith('.provenance') && publisher['kind'] === 'Google',
  );
  return [...Map.groupBy([...usable, ...others], ({ distribution }) => distribution.name)].map(
    ([name, own]) => ({
      name,
      root: own[0]?.root ?? 'production',
      publisher: own[0]?.publisher ?? {},
      attestations: own.map(({ text }) => JSON.parse(text)),
      distribution: own[0]?.distribution ?? { name, sha256: '' },
      tellsEnvironment: false,
    }),
  );
}

function ownOnes(vectors: Awaited<ReturnType<typeof ownAttestations>>): readonly Good[] {
  return vectors.slice(0, 2).map(({ name, text, distribution, publisher, root }) => ({
    name: `own ${name}`,
    root,
    publisher: { kind: 'GitHub', ...publisher },
    attestations: [JSON.parse(text)],
    distribution,
    tellsEnvironment: true,
  }));
}

function verifierOf(root: unknown) {
  return createProvenanceVerifier(parseTrustedRoot(JSON.stringify(root), 'the root'));
}

function ourVerdict(
  { text, distribution, root }: ProvenanceCase,
  roots: Readonly<Record<RootName, unknown>>,
): Verdict {
  const subject = { filename: distribution.name, sha256: distribution.sha256 };
  const evidence = readProvenance(text, subject, verifierOf(roots[root]), 'index');
  const facts = {
    subject: { from: 'file', ...subject },
    index: { kind: 'not-asked' },
    ownIndex: { kind: 'same' },
    baseline: undefined,
    history: { kind: 'not-asked' },
    evidence,
  } as const;
  const context = { policy: DEFAULT_POLICY, pins: [], demands: NO_DEMANDS, now: Date.now() };
  const errors = checkEvidence(facts, context).filter(({ severity }) => severity === 'error');
  const accepted = errors.length === 0 && verifiedStatements(evidence).length > 0;
  return { accepted, why: errors.map(({ rule, message }) => `${rule}: ${message}`).join('; ') };
}

async function theirVerdicts(
  python: string,
  cases: readonly ProvenanceCase[],
  roots: Readonly<Record<string, string>>,
): Promise<readonly Verdict[]> {
  const input = [{ roots }, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('');
  const output = await mustRun(python, [JUDGE], { input });
  const lines = output.split('\n').filter((line) => line !== '');
  return lines.map((line): Verdict => JSON.parse(line));
}

function disagreement(
  { name, differs }: ProvenanceCase,
  ours: Verdict | undefined,
  theirs: Verdict | undefined,
): readonly string[] {
  if (!ours || !theirs) return [`${name}: a judge says nothing`];
  const expected = differs ?? { ours: theirs.accepted, theirs: theirs.accepted };
  if (ours.accepted === expected.ours && theirs.accepted === expected.theirs) return [];
  return [
    `${name}: ours ${ours.accepted} (${ours.why}), theirs ${theirs.accepted} (${theirs.why ?? ''})`,
  ];
}

/** Repository 772247423 was pypi-attestation-models and became pypi-attestations in 2024. */
function checkRename(vectors: readonly Vector[], roots: Readonly<Record<RootName, unknown>>): void {
  const identityOf = (file: string) => {
    const vector = vectors.find(({ name }) => name === file);
    if (vector === undefined) throw new Error(`there is no ${file}`);
    const { distribution, text, root } = vector;
    const subject = { filename: distribution.name, sha256: distribution.sha256 };
    const verified = verifierOf(roots[root]).attestation(JSON.parse(text), subject);
    if (verified.kind !== 'verified') throw new Error(`${file}: ${verified.kind}`);
    return certificateIdentity(verified.signer);
  };
  const before = identityOf('pypi_attestation_models-0.0.4a2.tar.gz.attestation');
  const after = identityOf('pypi_attestations-0.0.19.tar.gz.publish.attestation');
  const pin = pinOf('pypi-attestations', before, { date: '2024-06-10' });
  const rules = comparePin(pin, after)
    .map(({ rule }) => rule)
    .join();
  if (rules !== 'renamed') throw new Error(`the rename is ${rules}`);
}
