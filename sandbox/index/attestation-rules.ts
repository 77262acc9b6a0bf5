import { type Attestation, MalformedAttestations, parseAttestations } from './attestation-model.ts';
import type { Identity } from './credentials.ts';
import { checkPublisher } from './publisher-policy.ts';
import { refuse } from './refusal.ts';
import { VerificationFailed, type VerifyAttestation } from './signature-verification.ts';
import { checkStatement, PREDICATE_TYPES } from './statement.ts';

const invalid = (problem: string): never =>
  refuse(400, `Invalid attestations supplied during upload: ${problem}`);

/** PyPI's last check (warehouse's attestations/services.py): what may be stored, or a Refusal. */
export function checkAttestations(
  text: string,
  identity: Identity,
  file: { readonly filename: string; readonly sha256: string },
  verifyAttestation: VerifyAttestation,
): Attestation[] {
  if (identity.kind !== 'oidc') {
    return invalid('Attestations are only supported when using Trusted Publishing');
  }
  const { publisher } = identity;
  const attestations = parsed(text);
  if (attestations.length === 0) {
    invalid('Malformed attestations: an empty attestation set is not permitted');
  }
  if (attestations.length > PREDICATE_TYPES.length) {
    invalid(`A maximum of ${PREDICATE_TYPES.length} attestations per file are supported`);
  }
  const seen = new Set<string>();
  for (const attestation of attestations) {
    const predicateType = verified(() => {
      verifyAttestation(attestation, (extensions) => checkPublisher(extensions, publisher));
      const payload = Buffer.from(attestation.envelope.statement, 'base64');
      return checkStatement(payload, file.filename, file.sha256);
    });
    if (seen.has(predicateType)) {
      invalid(
        `Multiple attestations for the same file with the same predicate type (${predicateType}) are not supported`,
      );
    }
    seen.add(predicateType);
  }
  return attestations;
}

function parsed(text: string): Attestation[] {
  try {
    return parseAttestations(text);
  } catch (error) {
    if (!(error instanceof MalformedAttestations)) throw error;
    return invalid(`Malformed attestations: ${error.message}`);
  }
}

function verified(check: () => string): string {
  try {
    return check();
  } catch (error) {
    if (error instanceof VerificationFailed) {
      return invalid(
        `Could not verify the uploaded artifact using the included attestation: Verification failed: ${error.message}`,
      );
    }
    const message = error instanceof Error ? error.message : String(error);
    return invalid(`Unknown error while trying to verify included attestations: ${message}`);
  }
}
