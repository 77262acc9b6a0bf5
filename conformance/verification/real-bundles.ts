import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { unmetByBundle } from '../../src/provenance/identity/bundle-signer.ts';
import { certificateIdentity } from '../../src/provenance/identity/certificate-identity.ts';
import { NO_DEMANDS } from '../../src/provenance/policy/demands.ts';
import { parseTrustedRoot } from '../../src/sigstore/sigstore-instance.ts';
import { createProvenanceVerifier } from '../../src/sigstore/verify/provenance-verifier.ts';
import type { Verdict } from '../agreement/case.ts';
import { mustRun } from '../process.ts';
import type { PinnedDistribution } from '../real-distributions/distributions.ts';
import { fetchDistributions } from '../real-distributions/fetch.ts';

const JUDGE = resolve(import.meta.dirname, 'judge_bundles.py');
const BUNDLES = resolve(import.meta.dirname, '../../__tests__/fixtures/bundles');

/** A wheel of which sigstore-python's tests have the bundle. */
const WHEEL: PinnedDistribution = {
  filename: 'rfc8785-0.1.2-py3-none-any.whl',
  project: 'rfc8785',
  sha256: 'c4e92e9ecc828bef2aa7dba1de8ac983511f7532a0df11c770d39099a25cf201',
  generator: 'flit',
};

/** A file with the bundle of somebody who had nothing to do with this project. */
interface BundleCase {
  readonly name: string;
  /** Paths. */
  readonly bundle: string;
  readonly file: string;
  readonly identity: string;
  readonly issuer: string;
  readonly accepted: boolean;
  /** Why sigstore-python says something else. */
  readonly differs?: string;
}

const GITHUB = 'https://token.actions.githubusercontent.com';
const RFC8785 =
  'https://github.com/trailofbits/rfc8785.py/.github/workflows/release.yml@refs/tags/v0.1.2';
const BEACON =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';

function casesIn(wheel: string, other: string): readonly BundleCase[] {
  const at = (name: string) => join(BUNDLES, name);
  const bundle = at(`${WHEEL.filename}.sigstore`);
  const right = { bundle, file: wheel, identity: RFC8785, issuer: GITHUB };
  const old = { bundle: at('a.txt.sigstore'), file: at('a.txt'), identity: BEACON, issuer: GITHUB };
  const python = {
    bundle: at('Python-3.12.5.tgz.sigstore'),
    identity: 'thomas@python.org',
    issuer: 'https://accounts.google.com',
  };
  return [
    { name: 'a wheel', ...right, accepted: true },
    { name: 'other bytes', ...right, file: other, accepted: false },
    { name: 'another ref', ...right, identity: RFC8785.slice(0, -1), accepted: false },
    { name: 'another issuer', ...right, issuer: 'https://gitlab.com', accepted: false },
    {
      name: 'version 0.1 without a checkpoint',
      ...old,
      accepted: true,
      differs: 'it wants a checkpoint even where the log has promised inclusion',
    },
    {
      name: 'the promise of another log',
      ...old,
      bundle: at('a.txt.invalid_set.sigstore'),
      accepted: false,
    },
    { name: "CPython's bundle over other bytes", ...python, file: other, accepted: false },
  ];
}

/**
 * Our verdict of real files with bundles beside that of sigstore-python.
 *
 * @throws {Error} naming each that is neither the same nor a named difference.
 */
export async function checkRealBundles(
  python: string,
  root: unknown,
  { cacheDir, workDir }: { readonly cacheDir: string; readonly workDir: string },
): Promise<void> {
  await fetchDistributions(python, [WHEEL], cacheDir);
  const [other, rootPath] = [join(workDir, 'other'), join(workDir, 'public-root.json')];
  await writeFile(other, 'other bytes');
  await writeFile(rootPath, JSON.stringify(root));
  const cases = casesIn(join(cacheDir, WHEEL.filename), other);
  const input = [{ root: rootPath }, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('');
  const output = await mustRun(python, [JUDGE], { input });
  const theirs = output
    .trim()
    .split('\n')
    .map((line): Verdict => JSON.parse(line));
  const verifier = createProvenanceVerifier(parseTrustedRoot(JSON.stringify(root), 'the root'));
  const wrong: string[] = [];
  for (const [place, one] of cases.entries()) {
    const ours = await ourVerdict(one, verifier);
    const their = theirs[place];
    const expected = one.differs === undefined ? one.accepted : !one.accepted;
    if (ours.accepted !== one.accepted || their?.accepted !== expected) {
      wrong.push(`${one.name}: ours ${JSON.stringify(ours)}, theirs ${JSON.stringify(their)}`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

async function ourVerdict(
  { bundle, file, identity, issuer }: BundleCase,
  verifier: ReturnType<typeof createProvenanceVerifier>,
): Promise<Verdict> {
  const json: unknown = JSON.parse(await readFile(bundle, 'utf8'));
  const verified = verifier.bundle(json, { kind: 'bytes', bytes: await readFile(file) });
  if (verified.kind !== 'verified') return { accepted: false, why: verified.reason };
  const signed = {
    identity: certificateIdentity(verified.signer),
    subject: verified.signer.subject,
  };
  const unmet = unmetByBundle(signed, { identity, issuer, from: 'option' }, NO_DEMANDS);
  return { accepted: unmet.length === 0, why: unmet.map(({ message }) => message).join() };
}
