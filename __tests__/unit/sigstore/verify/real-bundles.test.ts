import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { DEFAULT_MIRROR_URL } from '@sigstore/tuf';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import { certificateIdentity } from '../../../../src/provenance/identity/certificate-identity.ts';
import { githubRoot } from '../../../../src/sigstore/github-instance.ts';
import { shippedRoot } from '../../../../src/sigstore/public-instance.ts';
import {
  createProvenanceVerifier,
  type ProvenanceVerifier,
} from '../../../../src/sigstore/verify/provenance-verifier.ts';
import { type Json, pathsOf, withValueAt } from '../../attestation/json-paths.ts';

/** Bundles of the public Sigstore, by people and workflows that are none of ours. */
const FOLDER = resolve(import.meta.dirname, '../../../fixtures/bundles');
const read = (name: string) => readFile(resolve(FOLDER, name));
const textOf = (name: string) => readFile(resolve(FOLDER, name), 'utf8');
const bytesOf = (bytes: Buffer) => ({ kind: 'bytes', bytes }) as const;
const bundleOf = async (name: string): Promise<unknown> => JSON.parse(await textOf(name));

let verifier: ProvenanceVerifier;

beforeAll(() => {
  const root = seeds[DEFAULT_MIRROR_URL].targets['trusted_root.json'];
  const json = JSON.parse(Buffer.from(root, 'base64').toString('utf8'));
  verifier = createProvenanceVerifier(TrustedRoot.fromJSON(json));
});

const OTHER_BYTES = Buffer.from('other bytes');
const BEACON =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';

describe('a bundle of version 0.1, with a P-384 key and a proof that has no checkpoint', () => {
  test('verifies by the promise of the log', async () => {
    const verified = verifier.bundle(
      await bundleOf('a.txt.sigstore'),
      bytesOf(await read('a.txt')),
    );
    expect(verified).toMatchObject({
      kind: 'verified',
      signer: { subject: BEACON },
      log: { index: '23891210', time: Date.parse('2023-06-15T18:21:13Z') },
      predicateType: undefined,
    });
  });

  test('signs no other bytes', async () => {
    expect(verifier.bundle(await bundleOf('a.txt.sigstore'), bytesOf(OTHER_BYTES))).toEqual({
      kind: 'invalid',
      reason: expect.stringContaining('it signs other bytes (SHA-256 a0cfc71271d6e278'),
    });
  });

  test('does not verify by the promise of another log', async () => {
    const bundle = await bundleOf('a.txt.invalid_set.sigstore');
    expect(verifier.bundle(bundle, bytesOf(await read('a.txt')))).toEqual({
      kind: 'invalid',
      reason: 'inclusion promise could not be verified',
    });
  });
});

describe('wrong types in a bundle', () => {
  test('are an invalid bundle at every place, said in words', async () => {
    const good = JSON.parse(await textOf('a.txt.sigstore')) as Json;
    const bytes = await read('a.txt');
    const wrong: readonly (Json | undefined)[] = [undefined, null, 7, 'x', true, [], {}, [[{}]]];
    for (const path of pathsOf(good)) {
      for (const value of wrong) {
        const changed = withValueAt(good, path, value);
        const verified = verifier.bundle(changed, bytesOf(bytes));
        const what = `${path.join('.')} = ${JSON.stringify(value)}`;
        // Neither counts: the log has promised inclusion, and SHA-256 is what it logged.
        if (path.includes('inclusionProof') || path.includes('algorithm')) continue;
        expect([what, verified.kind]).toEqual([what, 'invalid']);
        expect([what, 'reason' in verified && verified.reason]).not.toEqual([
          what,
          expect.stringMatching(/cannot read prop|is not a function|not iterable/i),
        ]);
      }
    }
  });

  test.each([[undefined], [null], [7], ['x'], [[]], [{}], [{ mediaType: 7 }]])(
    '%j is not valid',
    (json) => {
      expect(verifier.bundle(json, bytesOf(OTHER_BYTES))).toEqual({
        kind: 'invalid',
        reason: expect.stringContaining('it is no Sigstore bundle that is whole'),
      });
    },
  );
});

/** Changes one string of a JSON text in its middle. */
function spoilt(text: string, member: string): unknown {
  const changed = text.replace(
    new RegExp(`("${member}": ?"[^"]{40})(.)`),
    (_, start: string, letter: string) => `${start}${letter === 'A' ? 'B' : 'A'}`,
  );
  if (changed === text) throw new Error(`there is no ${member}`);
  return JSON.parse(changed);
}

describe("CPython's release 3.12.5", () => {
  const NAME = 'Python-3.12.5.tgz.sigstore';

  test('fails for other bytes by nothing but its signature, which is checked last', async () => {
    expect(verifier.bundle(await bundleOf(NAME), bytesOf(OTHER_BYTES))).toEqual({
      kind: 'invalid',
      reason:
        'it signs other bytes (SHA-256 38dc4e2c261d49c661196066edbfb70fdb16be4a79cc8220c224dfeb5636d405)',
    });
  });

  test.each([['rawBytes'], ['signedEntryTimestamp'], ['signature'], ['canonicalizedBody']])(
    'fails before that where its %s was altered',
    async (member) => {
      const bundle = spoilt(await textOf(NAME), member);
      const verified = verifier.bundle(bundle, bytesOf(OTHER_BYTES));
      expect(verified).toMatchObject({ kind: 'invalid' });
      expect(verified).not.toMatchObject({ reason: expect.stringContaining('other bytes') });
    },
  );

  test('does not verify without the promise of the log', async () => {
    const bundle = JSON.parse(await textOf(NAME));
    delete bundle.verificationMaterial.tlogEntries[0].inclusionPromise;
    expect(verifier.bundle(bundle, bytesOf(OTHER_BYTES))).toMatchObject({
      kind: 'invalid',
      reason: expect.stringContaining('inclusionPromise'),
    });
  });

  test('may not lack the checkpoint in a later version', async () => {
    const text = (await textOf(NAME)).replace('version=0.1', 'version=0.2');
    expect(verifier.bundle(JSON.parse(text), bytesOf(OTHER_BYTES))).toMatchObject({
      kind: 'invalid',
      reason: expect.stringContaining('checkpoint'),
    });
  });
});

test('a bundle of version 0.2 over a wheel is by the workflow that its certificate names', async () => {
  const bundle = await bundleOf('rfc8785-0.1.2-py3-none-any.whl.sigstore');
  const verified = verifier.bundle(bundle, bytesOf(OTHER_BYTES));
  expect(verified).toMatchObject({ reason: expect.stringContaining('other bytes (SHA-256 c4e9') });
  const claimed = verifier.claimedSigner({
    verification_material: { certificate: certificateOf(bundle) },
  });
  expect(claimed && certificateIdentity(claimed)).toMatchObject({
    kind: 'GitHub',
    repository: 'trailofbits/rfc8785.py',
    ownerId: '2314423',
    workflow: 'release.yml',
  });
});

describe("an immutable release's attestation, which GitHub's Sigstore signs", () => {
  const digestOf = (sha256: string) =>
    ({ kind: 'digest', sha256: Buffer.from(sha256, 'hex') }) as const;
  const ASSET = digestOf('827415b1df71c418ec467512c02a014b6ff3197f16ec723b8f624044ceff1dc0');
  const NAME = 'communique-0.1.9.release.sigstore.json';

  test('is about each of its files, and about no other', async () => {
    const both = createProvenanceVerifier(shippedRoot(), undefined, () => [githubRoot()]);
    const bundle = await bundleOf(NAME);
    expect(both.bundle(bundle, ASSET)).toMatchObject({
      kind: 'verified',
      signer: { subject: 'https://dotcom.releases.github.com' },
      log: undefined,
    });
    expect(both.bundle(bundle, digestOf('00'.repeat(32))).kind).toBe('other-subject');
  });

  test("does not verify with the public Sigstore's keys", async () => {
    expect(verifier.bundle(await bundleOf(NAME), ASSET).kind).toBe('invalid');
  });
});

function certificateOf(bundle: unknown): unknown {
  const { verificationMaterial } = bundle as {
    readonly verificationMaterial: {
      readonly x509CertificateChain: { readonly certificates: readonly { rawBytes: string }[] };
    };
  };
  return verificationMaterial.x509CertificateChain.certificates[0]?.rawBytes;
}
