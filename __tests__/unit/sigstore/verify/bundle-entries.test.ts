import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { signBundle } from '../../../../sandbox/sigstore/sign.ts';
import { emailSigner } from '../../../../sandbox/sigstore/signer.ts';
import { attestationToBundle } from '../../../../src/sigstore/read/bundle-conversion.ts';
import { checkBundleEntries } from '../../../../src/sigstore/verify/bundle-entries.ts';
import { openSandbox } from '../../../open-sandbox.ts';
import { type Attested, startAttested } from './attested.ts';

const sandbox = await openSandbox();
let at: Attested;
beforeAll(async () => {
  at = await startAttested();
});
afterAll(() => at.world.close());

type Entry = Bundle['verificationMaterial']['tlogEntries'][number];

const alice = emailSigner('alice@example.org', 'https://example.org');
const bob = emailSigner('bob@example.org', 'https://example.org');
const fileBundle = (loggedAs?: typeof bob) =>
  bundleFromJSON(signBundle(sandbox.sigstore, alice, Buffer.from('x'), Date.now(), loggedAs));
const statementBundle = (): Bundle => attestationToBundle(at.good);

function withEntry(bundle: Bundle, change: (entry: Entry) => Partial<Entry>): Bundle {
  const entries: readonly Entry[] = bundle.verificationMaterial.tlogEntries;
  const tlogEntries = entries.map((entry) => ({
    ...entry,
    ...change(entry),
  }));
  const verificationMaterial = { ...bundle.verificationMaterial, tlogEntries };
  return { ...bundle, verificationMaterial };
}

const body = (change: (text: string) => string) => (entry: Entry) => ({
  canonicalizedBody: Buffer.from(change(entry.canonicalizedBody.toString())),
});
const proof = (change: object) => (entry: Entry) => ({
  inclusionProof: entry.inclusionProof && { ...entry.inclusionProof, ...change },
});
const kind = (name: string, version: string) => () => ({ kindVersion: { kind: name, version } });

describe.each([
  ['a signature of a file', () => fileBundle()],
  ['a statement', statementBundle],
])('the log entry of %s', (_, bundle) => {
  test('is about the bundle', () => {
    expect(() => checkBundleEntries(bundle())).not.toThrow();
  });

  test.each([
    ['a kind that no log makes', kind('rfc3161', '0.0.1'), 'is rfc3161 0.0.1'],
    ['an unknown version', kind('dsse', '0.0.9'), 'is dsse 0.0.9'],
    ['another tree size', proof({ treeSize: '70000' }), 'of two trees'],
    ['another root', proof({ rootHash: Buffer.alloc(32) }), 'of two trees'],
    ['no spec', body(() => '{}'), 'the form of its kind'],
    ['no JSON', body(() => '{'), 'is no JSON'],
    [
      'a key in place of the certificate',
      body((text) => text.replace(/LS0tLS1CRUdJTiBDRVJU/, 'LS0tLS1CRUdJTiBQVUJM')),
      'another certificate',
    ],
  ] as const)('is refused with %s', (_name, change, why) => {
    expect(() => checkBundleEntries(withEntry(bundle(), change))).toThrow(RangeError);
    expect(() => checkBundleEntries(withEntry(bundle(), change))).toThrow(why);
  });
});

test('a signature that was logged under another certificate of its key is refused', () => {
  expect(() => checkBundleEntries(fileBundle(bob))).toThrow('about another certificate');
});

test('a statement does not have the log entry of a file, nor the other way round', () => {
  const { verificationMaterial } = fileBundle();
  const mixed = { ...statementBundle(), verificationMaterial } as Bundle;
  expect(() => checkBundleEntries(mixed)).toThrow('hashedrekord 0.0.1, which is not one of');
});
