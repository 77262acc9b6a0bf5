import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import * as v from 'valibot';
import { attestationSchema } from '../../../../src/sigstore/model/attestation.ts';
import {
  attestationBundleText,
  attestationToBundle,
  bundleToAttestation,
} from '../../../../src/sigstore/read/bundle-conversion.ts';
import { type Attested, entryOf, startAttested, withEntry } from '../verify/attested.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

describe('an attestation and its bundle', () => {
  test('stand for each other', () => {
    expect(bundleToAttestation(attestationToBundle(at.good))).toEqual(at.good);
    const bundle = attestationToBundle(at.other);
    expect(attestationToBundle(bundleToAttestation(bundle))).toEqual(bundle);
  });

  test('the bundle is of version 0.3, with one certificate and no more', () => {
    const json = JSON.parse(attestationBundleText(at.good)) as object;
    expect(json).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: at.good.verification_material.certificate },
        tlogEntries: [{ logIndex: entryOf(at.good).logIndex }],
      },
      dsseEnvelope: {
        payload: at.good.envelope.statement,
        payloadType: 'application/vnd.in-toto+json',
        signatures: [{ sig: at.good.envelope.signature }],
      },
    });
    expect(json).not.toHaveProperty('verificationMaterial.x509CertificateChain');
  });

  test('numbers of 64 bits are texts, before and after', () => {
    const entry = { ...entryOf(at.good), logIndex: '9223372036854775807' };
    const attestation = withEntry(at.good, entry);
    expect(bundleToAttestation(attestationToBundle(attestation))).toEqual(attestation);
  });

  test('zeros and empty lists are written', () => {
    const { inclusionProof } = entryOf(at.good);
    const attestation = withEntry(at.good, {
      ...entryOf(at.good),
      logIndex: '0',
      inclusionProof: { ...inclusionProof, logIndex: '0', hashes: [] },
    });
    const back = bundleToAttestation(attestationToBundle(attestation));
    expect(back).toEqual(attestation);
    expect(JSON.stringify(entryOf(back))).toContain('"hashes":[]');
    expect(JSON.stringify(entryOf(back)).match(/"logIndex":"0"/g)).toHaveLength(2);
  });

  test('a bundle with a chain gives its leaf', () => {
    const json = bundleToJSON(attestationToBundle(at.good));
    const leaf = { rawBytes: at.good.verification_material.certificate };
    const chained = bundleFromJSON({
      ...json,
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2',
      verificationMaterial: {
        ...json.verificationMaterial,
        certificate: undefined,
        x509CertificateChain: { certificates: [leaf, { rawBytes: 'AAAA' }] },
      },
    });
    if (chained.content.$case !== 'dsseEnvelope') throw new TypeError('another bundle');
    expect(bundleToAttestation({ ...chained, content: chained.content })).toEqual(at.good);
  });

  test('a bundle without an entry, a promise or a proof has no attestation', () => {
    const bundle = attestationToBundle(at.good);
    const { verificationMaterial } = bundle;
    const [entry] = verificationMaterial.tlogEntries;
    if (!entry) throw new TypeError('a bundle without an entry');
    const broken = [
      [],
      [{ ...entry, inclusionPromise: undefined }],
      [{ ...entry, inclusionProof: undefined }],
    ];
    for (const tlogEntries of broken) {
      const material = { ...verificationMaterial, tlogEntries };
      expect(() => bundleToAttestation({ ...bundle, verificationMaterial: material })).toThrow(
        v.ValiError,
      );
    }
  });

  test('what is made has the shape that PyPI takes', () => {
    expect(v.parse(attestationSchema, JSON.parse(JSON.stringify(at.good)))).toEqual(at.good);
  });
});
