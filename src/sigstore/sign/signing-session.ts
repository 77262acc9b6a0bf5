import { createHash, X509Certificate } from 'node:crypto';
import { type BundleWithMessageSignature, toMessageSignatureBundle } from '@sigstore/bundle';
import type { Witness } from '@sigstore/sign';
import { DSSEBundleBuilder } from '@sigstore/sign/dist/bundler/dsse.js';
import pLimit from 'p-limit';
import type { IdToken } from '../../github/oidc.ts';
import type { RetryDeps } from '../../http/retry.ts';
import type { Attestation } from '../model/attestation.ts';
import { IN_TOTO_PAYLOAD_TYPE } from '../model/statement.ts';
import { bundleToAttestation } from '../read/bundle-conversion.ts';
import { requestCertificate } from './certificate.ts';
import { CertificateSigner } from './certificate-signer.ts';
import { RekorV2Witness } from './rekor-v2-witness.ts';
import { EntryConflict, RekorWitness } from './rekor-witness.ts';
import { TimestampWitness } from './timestamp-witness.ts';

/** The services of one Sigstore, and who the job is to them. */
export interface SessionInput {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  /** The major API version of that log. */
  readonly rekorApiVersion: 1 | 2;
  /** Whom to request timestamps from, for a Rekor v2 log. */
  readonly timestampUrls: readonly string[];
  /** Brings a fresh ID token for Sigstore's audience. */
  readonly idToken: () => Promise<IdToken>;
  /** How long to keep retrying each service, in milliseconds. */
  readonly budgetMs: number;
  /** How many log entries are made at once. */
  readonly concurrency: number;
}

/** A file's signature, and where it is logged. */
export interface SignedFileBundle {
  readonly bundle: BundleWithMessageSignature;
  /** Lower-case hex of the file's SHA-256. */
  readonly sha256: string;
  /** Decimal texts. */
  readonly logIndexes: readonly string[];
}

/** One key and one certificate for many signatures, each logged. */
export interface SigningSession {
  /**
   * Signs statements, many at once. After a failure nothing new is logged.
   * @param statements the bytes of in-toto statements
   * @param check gets each attestation as soon as it is made, while others wait for the log; what
   *   it throws is a failure
   * @returns the attestations in the order of the statements
   * @throws PublishError `certificate-unavailable`, `transparency-log-unavailable`,
   *   `timestamp-unavailable`, `id-token-unavailable`
   */
  attest(
    statements: readonly Buffer[],
    check?: (attestation: Attestation, place: number) => void,
  ): Promise<readonly Attestation[]>;
  /**
   * Signs a file's bytes as they are: a message signature with a `hashedrekord` entry.
   * @throws PublishError as {@link attest}
   */
  signFile(bytes: Buffer): Promise<SignedFileBundle>;
}

/**
 * Works with a signing session. The key lives in memory for the length of `work` and is
 * dropped after it.
 */
export async function withSigningSession<T>(
  input: SessionInput,
  deps: RetryDeps,
  work: (session: SigningSession) => Promise<T>,
): Promise<T> {
  const { fulcioUrl, rekorUrl, budgetMs } = input;
  const over = new AbortController();
  const { signal } = over;
  const signer = new CertificateSigner(
    () => requestCertificate(input.idToken, { url: fulcioUrl, budgetMs, signal }, deps),
    deps.clock,
  );
  const log = { url: rekorUrl, budgetMs, signal };
  const witnesses: readonly Witness[] = [
    input.rekorApiVersion === 1 ? new RekorWitness(log, deps) : new RekorV2Witness(log, deps),
    ...input.timestampUrls.map((url) => new TimestampWitness({ url, budgetMs, signal }, deps)),
  ];
  const builder = new DSSEBundleBuilder({ signer, witnesses: [...witnesses] });
  const limit = pLimit(input.concurrency);
  try {
    return await work({
      attest: (statements, check) =>
        limit.map(
          [...statements.entries()],
          untilFailure(async ([place, data]) => {
            const bundle = await signedTwiceAtMost(() =>
              builder.create({ data, type: IN_TOTO_PAYLOAD_TYPE }),
            );
            const attestation = bundleToAttestation(bundle);
            check?.(attestation, place);
            return attestation;
          }),
        ),
      signFile: (bytes) => limit(() => signedTwiceAtMost(() => signFile(bytes, signer, witnesses))),
    });
  } finally {
    // After a failure others may still be waiting for another try: they would hold the process.
    over.abort();
    limit.clearQueue();
    signer.close();
  }
}

/**
 * Signs and logs, and does both once more where the log has an entry of the first signature that
 * cannot be read: waiting for it could take the whole time that there is.
 * @throws PublishError `transparency-log-unavailable` where the second entry cannot be read either
 */
async function signedTwiceAtMost<T>(sign: () => Promise<T>): Promise<T> {
  try {
    return await sign().catch((error: unknown) => {
      if (error instanceof EntryConflict) return sign();
      throw error;
    });
  } catch (error) {
    throw error instanceof EntryConflict ? error.unavailable : error;
  }
}

/** The work as it is, until it fails once; then it is not begun again. */
function untilFailure<I, O>(work: (input: I) => Promise<O>): (input: I) => Promise<O> {
  let failure: { readonly reason: unknown } | undefined;
  return async (input) => {
    if (failure) throw failure.reason;
    try {
      return await work(input);
    } catch (reason) {
      failure ??= { reason };
      throw reason;
    }
  };
}

async function signFile(
  bytes: Buffer,
  signer: CertificateSigner,
  witnesses: readonly Witness[],
): Promise<SignedFileBundle> {
  const digest = createHash('sha256').update(bytes).digest();
  const { signature, certificate } = await signer.certifiedSignature(bytes);
  const bundle = toMessageSignatureBundle({
    digest,
    signature,
    certificate: new X509Certificate(certificate).raw,
    certificateChain: false,
  });
  const told = await Promise.all(
    witnesses.map((witness) => witness.testify(bundle.content, certificate)),
  );
  const tlogEntries = told.flatMap((testimony) => testimony.tlogEntries ?? []);
  const rfc3161Timestamps = told.flatMap((testimony) => testimony.rfc3161Timestamps ?? []);
  bundle.verificationMaterial.tlogEntries = tlogEntries;
  bundle.verificationMaterial.timestampVerificationData = { rfc3161Timestamps };
  const logIndexes = tlogEntries.map(({ logIndex }) => logIndex);
  return { bundle, sha256: digest.toString('hex'), logIndexes };
}
