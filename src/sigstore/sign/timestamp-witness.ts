import { createHash, randomBytes } from 'node:crypto';
import { RFC3161Timestamp } from '@sigstore/core';
import type { Witness } from '@sigstore/sign';
import { PublishError } from '../../errors.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { serverText } from '../../http/server-text.ts';
import { unavailableRemedy } from './certificate.ts';
import type { RekorLog } from './rekor-log.ts';

/** A token without certificates has less than 1 KB, one with a chain 5 KB. */
const MOST_BYTES = 64 * 1024;

/** Has signatures dated by a timestamp authority (RFC 3161): a Rekor v2 log does not date them. */
export class TimestampWitness implements Witness {
  readonly #authority: RekorLog;
  readonly #deps: RetryDeps;

  /** @param authority its URL with the whole path, and how patiently it is asked */
  constructor(authority: RekorLog, deps: RetryDeps) {
    this.#authority = authority;
    this.#deps = deps;
  }

  /** @throws PublishError `timestamp-unavailable` */
  async testify(
    content: Parameters<Witness['testify']>[0],
  ): Promise<Awaited<ReturnType<Witness['testify']>>> {
    const signature =
      content.$case === 'dsseEnvelope'
        ? content.dsseEnvelope.signatures[0]?.sig
        : content.messageSignature.signature;
    const query = timestampQuery(signature ?? Buffer.alloc(0));
    const { url, budgetMs, signal } = this.#authority;
    const request = {
      service: 'The timestamp authority',
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/timestamp-query',
        accept: 'application/timestamp-reply',
      },
      body: {
        byteLength: query.length,
        chunks: async function* () {
          yield query;
        },
      },
      maxBodyBytes: MOST_BYTES,
    } as const;
    try {
      const answer = await sendWithRetries(request, this.#deps, {
        budgetMs,
        signal,
        whyUseless: ({ status, body }) => (status < 300 ? whyNoTimestamp(body) : undefined),
      });
      if (answer.status >= 300) {
        throw unavailable(
          `The timestamp authority refused the request: HTTP ${answer.status}, ${serverText(answer)}.`,
        );
      }
      return { rfc3161Timestamps: [{ signedTimestamp: answer.body }] };
    } catch (cause) {
      if (!(cause instanceof RequestFailure)) throw cause;
      throw unavailable(cause.message, cause);
    }
  }
}

const VERSION_1 = Buffer.from('020101', 'hex');
/** SEQUENCE of the AlgorithmIdentifier of SHA-256 and the head of an OCTET STRING of 32 bytes. */
const SHA256_IMPRINT = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/**
 * A TimeStampReq (RFC 3161 2.4.1) for the SHA-256 of some bytes, with a nonce of 64 bits. No
 * certificate is requested: the trusted root has those that count.
 */
function timestampQuery(bytes: Buffer): Buffer {
  const nonce = randomBytes(8);
  // Positive, and in its shortest form.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const digest = createHash('sha256').update(bytes).digest();
  const content = Buffer.concat([VERSION_1, SHA256_IMPRINT, digest, Buffer.from([0x02, 8]), nonce]);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

/** Why an answer is no token, as what comes after "a body that". Its signature is verified later. */
function whyNoTimestamp(body: Buffer): string | undefined {
  try {
    const { status, signingTime } = RFC3161Timestamp.parse(Buffer.from(body));
    if (Number(status) > 1) return `grants no timestamp (status ${status})`;
    return Number.isNaN(signingTime.getTime()) ? 'has no time' : undefined;
  } catch {
    return 'is no RFC 3161 timestamp';
  }
}

function unavailable(message: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'timestamp-unavailable',
    message,
    remedy: unavailableRemedy(cause),
    cause,
  });
}
