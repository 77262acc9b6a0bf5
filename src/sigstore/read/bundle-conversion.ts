import {
  type Bundle,
  type BundleWithDsseEnvelope,
  bundleFromJSON,
  bundleToJSON,
} from '@sigstore/bundle';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { type Attestation, attestationSchema, isRekorV2Entry } from '../model/attestation.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../model/statement.ts';

type SerializedBundle = ReturnType<typeof bundleToJSON>;
type SerializedEntry = SerializedBundle['verificationMaterial']['tlogEntries'][number];

/**
 * A Sigstore bundle as a PEP 740 attestation: leaf certificate, first log entry, signed
 * bytes and signature. Timestamps are kept only where the log entry has no time: PyPI does not
 * read them (2026-12).
 * @throws ValiError when the bundle lacks what an attestation needs
 */
export function bundleToAttestation(bundle: BundleWithDsseEnvelope): Attestation {
  const json = bundleToJSON(bundle);
  const material = json.verificationMaterial;
  // Left out, as every empty list is.
  const [entry] = material.tlogEntries ?? [];
  const timestamps = material.timestampVerificationData?.rfc3161Timestamps ?? [];
  const isDated = !entry?.kindVersion || !isRekorV2Entry({ kindVersion: entry.kindVersion });
  const attestation = {
    version: 1,
    verification_material: {
      certificate:
        material.certificate?.rawBytes ?? material.x509CertificateChain?.certificates[0]?.rawBytes,
      transparency_entries: entry ? [withZeros(entry)] : [],
      ...(isDated ? {} : { timestamps: timestamps.map(({ signedTimestamp }) => signedTimestamp) }),
    },
    envelope: {
      statement: json.dsseEnvelope?.payload,
      signature: json.dsseEnvelope?.signatures[0]?.sig,
    },
  };
  return v.parse(attestationSchema, attestation, FIRST_ISSUE);
}

/**
 * protobuf's JSON leaves out zero values, and PyPI and sigstore-python refuse an entry without
 * `logIndex` or `hashes`: both are written even for the first entry of a log.
 */
function withZeros(entry: SerializedEntry): object {
  const { inclusionProof: proof } = entry;
  return {
    ...entry,
    logIndex: entry.logIndex ?? '0',
    inclusionProof: { ...proof, logIndex: proof?.logIndex ?? '0', hashes: proof?.hashes ?? [] },
  };
}

/** A Sigstore bundle as text. */
export function bundleText(bundle: Bundle): string {
  const json = bundleToJSON(bundle);
  const { verificationMaterial: material } = json;
  const tlogEntries = (material.tlogEntries ?? []).map(withZeros);
  return JSON.stringify({ ...json, verificationMaterial: { ...material, tlogEntries } });
}

/** The Sigstore bundle (v0.3) that an attestation stands for, as text. */
export function attestationBundleText(attestation: Attestation): string {
  return bundleText(attestationToBundle(attestation));
}

/** The Sigstore bundle (v0.3) that an attestation stands for. */
export function attestationToBundle(attestation: Attestation): BundleWithDsseEnvelope {
  const { verification_material: material } = attestation;
  const bundle = bundleFromJSON({
    mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
    verificationMaterial: {
      certificate: { rawBytes: material.certificate },
      x509CertificateChain: undefined,
      publicKey: undefined,
      tlogEntries: material.transparency_entries,
      timestampVerificationData: {
        rfc3161Timestamps: (material.timestamps ?? []).map((signedTimestamp) => ({
          signedTimestamp,
        })),
      },
    },
    dsseEnvelope: {
      payload: attestation.envelope.statement,
      payloadType: IN_TOTO_PAYLOAD_TYPE,
      signatures: [{ sig: attestation.envelope.signature, keyid: '' }],
    },
    messageSignature: undefined,
  });
  return bundle as BundleWithDsseEnvelope;
}
