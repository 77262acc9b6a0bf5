import { createHash } from 'node:crypto';
import { type Attestation, isRekorV2Entry, type TransparencyEntry } from '../model/attestation.ts';
import { UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { isKindOfBody, kindOf } from './checkable.ts';
import { checkpointTree } from './checkpoint.ts';

/**
 * Checks of a log entry what `@sigstore/verify` leaves open and sigstore-python, and with it
 * PyPI, looks at: its kind, the checkpoint's form, and that checkpoint, proof and body agree
 * with each other and with the attestation. Signatures are not looked at here.
 * @throws RangeError that says what is wrong
 * @throws UncheckableEvidence where entries of its kind are not known here
 */
export function checkLogEntry(entry: TransparencyEntry, attestation: Attestation): void {
  const isKnown = kindOf(entry) === 'dsse 0.0.1' || isRekorV2Entry(entry);
  if (!isKnown) {
    const { kindVersion, canonicalizedBody } = entry;
    if (!isKindOfBody({ kindVersion, canonicalizedBody: bytes(canonicalizedBody) })) {
      throw new RangeError(`its log entry is not ${kindOf(entry)}, as it says`);
    }
    throw new UncheckableEvidence(
      `its log entry is ${kindOf(entry)}, and attestations (PEP 740) are logged as dsse or hashedrekord`,
    );
  }
  checkCheckpoint(entry);
  // The form of Rekor v2 names the certificate where `checkBundleEntries` compares it.
  if (!isRekorV2Entry(entry)) checkBody(entry, attestation);
}

/** The proof's tree is compared for every bundle (`checkBundleEntries`). */
function checkCheckpoint({ inclusionProof, logId }: TransparencyEntry): void {
  const { signatures } = checkpointTree(inclusionProof.checkpoint.envelope);
  const hint = bytes(logId.keyId).subarray(0, 4);
  const own = signatures.filter((line) => hintOf(line).equals(hint));
  if (own.length !== 1) {
    throw new RangeError(`its checkpoint is signed ${own.length} times by the log, not once`);
  }
}

/** The first bytes of the id of the key that made a signature. */
function hintOf(line: string): Buffer {
  return bytes(line.slice(line.lastIndexOf(' ') + 1)).subarray(0, 4);
}

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

/**
 * Rekor's body of a `dsse` 0.0.1 entry is canonical JSON (RFC 8785), so that all of it but the
 * hash of an envelope, whose text nobody keeps, is known. `@sigstore/verify` does not compare
 * the certificate: it takes another's entry for the same signature.
 */
function checkBody(entry: TransparencyEntry, attestation: Attestation): void {
  const body = bytes(entry.canonicalizedBody).toString('latin1');
  const expected = expectedBody(body, attestation);
  if (body !== expected) {
    throw new RangeError('its log entry is about another statement, signature or certificate');
  }
}

function expectedBody(body: string, { verification_material, envelope }: Attestation): string {
  const [envelopeHash] = /[0-9a-f]{64}/.exec(body) ?? [];
  const payloadHash = createHash('sha256').update(bytes(envelope.statement)).digest('hex');
  return JSON.stringify({
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      envelopeHash: { algorithm: 'sha256', value: envelopeHash },
      payloadHash: { algorithm: 'sha256', value: payloadHash },
      signatures: [
        {
          signature: bytes(envelope.signature).toString('base64'),
          verifier: Buffer.from(pem(verification_material.certificate)).toString('base64'),
        },
      ],
    },
  });
}

/** As Rekor and sigstore-python write it: lines of 64, the last one ended too. */
function pem(certificate: string): string {
  const lines = bytes(certificate)
    .toString('base64')
    .replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}
