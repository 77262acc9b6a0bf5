import { sign } from 'node:crypto';
import type { Signature, Signer } from '@sigstore/sign';
import type { Clock } from '../../clock.ts';
import type { SigningCertificate } from './certificate.ts';

/** A certificate with less than this left is not used for a new signature. */
const RENEW_BEFORE_END_MS = 2 * 60 * 1000;

/**
 * Signs many payloads with one key and one certificate, and renews both before the
 * certificate ends. A request that failed is not remembered: the next signature asks again.
 */
export class CertificateSigner implements Signer {
  readonly #certify: () => Promise<SigningCertificate>;
  readonly #clock: Clock;
  #current: Promise<SigningCertificate> | undefined;

  /** @param certify makes a new key and has it certified */
  constructor(certify: () => Promise<SigningCertificate>, clock: Clock) {
    this.#certify = certify;
    this.#clock = clock;
  }

  async sign(data: Buffer): Promise<Signature> {
    const { signature, certificate } = await this.certifiedSignature(data);
    return { signature, key: { $case: 'x509Certificate', certificate } };
  }

  /** An ECDSA P-256 signature over SHA-256, as DER, and the certificate of its key, as PEM. */
  async certifiedSignature(data: Buffer): Promise<{ signature: Buffer; certificate: string }> {
    const { pem, privateKey } = await this.#certificate();
    return { signature: sign('sha256', data, privateKey), certificate: pem };
  }

  /** Forgets the key. */
  close(): void {
    this.#current = undefined;
  }

  async #certificate(): Promise<SigningCertificate> {
    const held = this.#current;
    const certificate = await (held ?? this.#renew(undefined));
    if (certificate.notAfter - this.#clock.now() >= RENEW_BEFORE_END_MS) return certificate;
    return this.#renew(held);
  }

  /** Callers that see the same certificate end share one request for the next. */
  #renew(ended: Promise<SigningCertificate> | undefined): Promise<SigningCertificate> {
    if (this.#current !== undefined && this.#current !== ended) return this.#current;
    const next = this.#certify();
    this.#current = next;
    next.catch(() => {
      if (this.#current === next) this.#current = undefined;
    });
    return next;
  }
}
