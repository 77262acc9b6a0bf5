import { X509Certificate } from 'node:crypto';
import { crypto, dsse } from '@sigstore/core';
import type { Witness } from '@sigstore/sign';
import * as v from 'valibot';
import { jsonBody, whyNotJson } from '../../http/json.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { base64Schema as base64 } from '../../json/base64.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { endpoint } from './certificate.ts';
import { logUnavailable, type RekorLog, refusedEntry } from './rekor-log.ts';

type Testimony = Awaited<ReturnType<Witness['testify']>>;
type SignedContent = Parameters<Witness['testify']>[0];

/** protobuf's JSON: zeros may be left out. */
const int64 = v.optional(v.pipe(v.string(), v.regex(/^\d{1,20}$/)), '0');

/** A TransparencyLogEntry of a Rekor v2 log (rekor-tiles). */
const ANSWER = {
  schema: v.object({
    logIndex: int64,
    logId: v.object({ keyId: base64 }),
    kindVersion: v.object({ kind: v.literal('hashedrekord'), version: v.literal('0.0.2') }),
    inclusionProof: v.object({
      logIndex: int64,
      rootHash: base64,
      treeSize: int64,
      hashes: v.optional(v.array(base64), []),
      checkpoint: v.object({ envelope: v.pipe(v.string(), v.nonEmpty()) }),
    }),
    canonicalizedBody: base64,
  }),
  limits: JSON_LIMITS.logEntry,
};

/** An entry is answered when a checkpoint covers it: some seconds; the server itself ends at 20 s. */
const TIMEOUT_MS = 60_000;

/**
 * Logs signatures in a Rekor v2 log, as `hashedrekord` 0.0.2: for an envelope, the hash of what its
 * signature covers (rekor-v2-spec 6.1.4). The log has an equal entry only once, so a second try
 * finds the first. `@sigstore/sign` 5.1.0 proposes `dsse` entries, which newer logs refuse.
 */
export class RekorV2Witness implements Witness {
  readonly #rekor: RekorLog;
  readonly #deps: RetryDeps;

  constructor(rekor: RekorLog, deps: RetryDeps) {
    this.#rekor = rekor;
    this.#deps = deps;
  }

  /** @throws PublishError `transparency-log-unavailable` */
  async testify(content: SignedContent, certificate: string): Promise<Testimony> {
    const { url, budgetMs, signal } = this.#rekor;
    const request = {
      service: 'Rekor',
      method: 'POST',
      url: endpoint(url, 'api/v2/log/entries'),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(proposedEntry(content, certificate)),
      maxBodyBytes: ANSWER.limits.bytes,
      timeoutMs: TIMEOUT_MS,
    } as const;
    const whyUseless = (answer: { readonly status: number; readonly body: Buffer }) =>
      answer.status < 300 ? whyNotJson(answer, ANSWER) : undefined;
    try {
      const policy = { budgetMs, signal, whyUseless };
      const answer = await sendWithRetries(request, this.#deps, policy);
      const entry = answer.status < 300 ? jsonBody(answer, ANSWER) : undefined;
      if (!entry) throw refusedEntry(answer);
      return { tlogEntries: [toTransparencyLogEntry(entry)] };
    } catch (cause) {
      if (!(cause instanceof RequestFailure)) throw cause;
      throw logUnavailable(cause.message, cause);
    }
  }
}

function toTransparencyLogEntry(
  entry: v.InferOutput<typeof ANSWER.schema>,
): NonNullable<Testimony['tlogEntries']>[number] {
  const { inclusionProof } = entry;
  const bytes = (text: string) => Buffer.from(text, 'base64');
  return {
    logIndex: entry.logIndex,
    logId: { keyId: bytes(entry.logId.keyId) },
    kindVersion: entry.kindVersion,
    integratedTime: '0',
    inclusionPromise: undefined,
    inclusionProof: {
      logIndex: inclusionProof.logIndex,
      treeSize: inclusionProof.treeSize,
      rootHash: bytes(inclusionProof.rootHash),
      hashes: inclusionProof.hashes.map(bytes),
      checkpoint: inclusionProof.checkpoint,
    },
    canonicalizedBody: bytes(entry.canonicalizedBody),
  };
}

/** @param certificate PEM */
function proposedEntry(content: SignedContent, certificate: string): object {
  const { digest, signature } = signedDigest(content);
  return {
    hashedRekordRequestV002: {
      digest: digest.toString('base64'),
      signature: {
        content: signature.toString('base64'),
        verifier: {
          keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          x509Certificate: { rawBytes: new X509Certificate(certificate).raw.toString('base64') },
        },
      },
    },
  };
}

function signedDigest(content: SignedContent): {
  readonly digest: Buffer;
  readonly signature: Buffer;
} {
  if (content.$case === 'messageSignature') {
    const { messageDigest, signature } = content.messageSignature;
    return { digest: messageDigest.digest, signature };
  }
  const { payloadType, payload, signatures } = content.dsseEnvelope;
  const covered = dsse.preAuthEncoding(payloadType, payload);
  return {
    digest: crypto.digest('sha256', covered),
    signature: signatures[0]?.sig ?? Buffer.alloc(0),
  };
}
