import { X509Certificate } from 'node:crypto';
import { type Bundle, bundleFromJSON, ValidationError } from '@sigstore/bundle';
import * as v from 'valibot';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { attestationSchema } from '../model/attestation.ts';
import { attestationToBundle } from './bundle-conversion.ts';

/** What names a bundle of a known version: the form in use, and the earlier one. */
const MEDIA_TYPE =
  /^application\/vnd\.dev\.sigstore\.bundle(?:\.v(0\.[123])\+json|\+json;version=(0\.[123]))$/;

/**
 * Reads a Sigstore bundle of version 0.1 to 0.3, or an attestation of PEP 740 as the bundle that it is.
 *
 * The version decides what must be there (protobuf-specs, `sigstore_bundle.proto`, as of 2026-12): 0.1 has the
 * log's signed promise, 0.2 and 0.3 an inclusion proof; 0.3 has one certificate, and a chain before it begins
 * with the leaf and has no root. A bundle that claims another version than its own is refused.
 *
 * Version 0.1 may hold a proof whose checkpoint was not kept: CPython's of 2022 to 2024 do. Without a signed
 * root the proof says nothing, and `@sigstore/verify` 4.1.3 breaks at it; it is left out, and the promise is
 * verified.
 * @param json any JSON value
 * @throws RangeError that says what is wrong
 */
export function readBundle(json: unknown): Bundle {
  const attestation = v.safeParse(attestationSchema, json, FIRST_ISSUE);
  if (attestation.success) return attestationToBundle(attestation.output);
  const bundle = orNone(json);
  const [, current, earlier] = MEDIA_TYPE.exec(bundle.mediaType) ?? [];
  const version = current ?? earlier;
  if (version === undefined) {
    throw new RangeError(
      `it has the media type ${JSON.stringify(bundle.mediaType.slice(0, 80))}; versions 0.1 to 0.3 of Sigstore bundles are known here`,
    );
  }
  checkCertificates(bundle, version);
  if (version === '0.1') dropUnsignedProofs(bundle);
  return bundle;
}

/** `bundleFromJSON` sees to it that 0.3 has no chain. */
function checkCertificates({ verificationMaterial: { content } }: Bundle, version: string): void {
  if (content.$case === 'certificate' && version !== '0.3') {
    throw new RangeError(
      `it has a single certificate in place of a chain, which a bundle of version ${version} does not have`,
    );
  }
  if (content.$case !== 'x509CertificateChain') return;
  const [, ...others] = content.x509CertificateChain.certificates;
  for (const { rawBytes } of others) {
    if (isSelfIssued(rawBytes)) {
      throw new RangeError('its chain of certificates has a root, which no bundle may bring along');
    }
  }
}

function isSelfIssued(certificate: Uint8Array): boolean {
  try {
    const { issuer, subject } = new X509Certificate(certificate);
    return issuer === subject;
  } catch (cause) {
    throw new RangeError('its chain has a certificate that cannot be read', { cause });
  }
}

function dropUnsignedProofs({ verificationMaterial }: Bundle): void {
  const entries: readonly Entry[] = verificationMaterial.tlogEntries;
  for (const entry of entries) {
    if (entry.inclusionPromise && !entry.inclusionProof?.checkpoint?.envelope) {
      entry.inclusionProof = undefined;
    }
  }
}

function orNone(json: unknown): Bundle {
  try {
    return bundleFromJSON(json);
  } catch (cause) {
    const isIncomplete = cause instanceof ValidationError;
    const what = isIncomplete ? `: ${cause.fields.slice(0, 3).join(', ')}` : '';
    throw new RangeError(`it is no Sigstore bundle that is whole${what}`, { cause });
  }
}

type Entry = Bundle['verificationMaterial']['tlogEntries'][number];
