import { DSSEBundleBuilder } from '@sigstore/sign/dist/bundler/dsse.js';
import pLimit from 'p-limit';
import type { Attestation } from '../formats/attestation.ts';
import type { IdToken } from '../formats/oidc.ts';
import { IN_TOTO_PAYLOAD_TYPE, publishStatement, type Subject } from '../formats/statement.ts';
import type { RetryDeps } from '../http/retry.ts';
import { bundleToAttestation } from './bundle-conversion.ts';
import { requestCertificate } from './certificate.ts';
import { CertificateSigner } from './certificate-signer.ts';
import { RekorWitness } from './rekor-witness.ts';

export interface SigningInput {
  readonly subjects: readonly Subject[];
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  /** Brings a fresh ID token for Sigstore's audience. */
  readonly idToken: () => Promise<IdToken>;
  /** How many entries are logged at once. */
  readonly concurrency: number;
}

/**
 * Signs a publish attestation for each subject: one key, one certificate, many log
 * entries at once.
 * @returns the attestations by file name
 * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`
 */
export async function signPublishAttestations(
  input: SigningInput,
  deps: RetryDeps,
): Promise<ReadonlyMap<string, Attestation>> {
  const signer = new CertificateSigner(
    () => requestCertificate(input.idToken, input.fulcioUrl, deps),
    deps.clock,
  );
  const witnesses = [new RekorWitness(input.rekorUrl, deps)];
  const builder = new DSSEBundleBuilder({ signer, witnesses });
  const limit = pLimit(input.concurrency);
  try {
    const signed = await limit.map(input.subjects, async (subject) => {
      const data = publishStatement(subject);
      const bundle = await builder.create({ data, type: IN_TOTO_PAYLOAD_TYPE });
      return [subject.filename, bundleToAttestation(bundle)] as const;
    });
    return new Map(signed);
  } finally {
    limit.clearQueue();
    signer.close();
  }
}
