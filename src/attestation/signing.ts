import { DSSEBundleBuilder } from '@sigstore/sign/dist/bundler/dsse.js';
import pLimit from 'p-limit';
import type { Attestation } from '../formats/attestation.ts';
import type { IdToken } from '../formats/oidc.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../formats/statement.ts';
import type { RetryDeps } from '../http/retry.ts';
import { bundleToAttestation } from './bundle-conversion.ts';
import { requestCertificate } from './certificate.ts';
import { CertificateSigner } from './certificate-signer.ts';
import { RekorWitness } from './rekor-witness.ts';

export interface SigningInput {
  /** The bytes of in-toto statements. */
  readonly statements: readonly Buffer[];
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  /** Brings a fresh ID token for Sigstore's audience. */
  readonly idToken: () => Promise<IdToken>;
  /** How long passing trouble of each service is waited out, in milliseconds. */
  readonly budgetMs: number;
  /** How many entries are logged at once. */
  readonly concurrency: number;
}

/**
 * Signs statements: one key, one certificate, many log entries at once. The key lives in
 * memory for the length of this call. After a failure nothing new is logged.
 * @returns the attestations in the order of the statements
 * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`,
 *   `id-token-unavailable`
 */
export async function signStatements(
  input: SigningInput,
  deps: RetryDeps,
): Promise<readonly Attestation[]> {
  const { budgetMs } = input;
  const signer = new CertificateSigner(
    () => requestCertificate(input.idToken, { url: input.fulcioUrl, budgetMs }, deps),
    deps.clock,
  );
  const witnesses = [new RekorWitness({ url: input.rekorUrl, budgetMs }, deps)];
  const builder = new DSSEBundleBuilder({ signer, witnesses });
  const limit = pLimit(input.concurrency);
  try {
    return await limit.map(input.statements, async (data) =>
      bundleToAttestation(await builder.create({ data, type: IN_TOTO_PAYLOAD_TYPE })),
    );
  } finally {
    limit.clearQueue();
    signer.close();
  }
}
