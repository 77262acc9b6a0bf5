import { envelopeToJSON } from '@sigstore/bundle';
import type { Witness } from '@sigstore/sign';
import * as v from 'valibot';
import type { PublishError } from '../../errors.ts';
import { jsonBody, whyNotJson } from '../../http/json.ts';
import type { HttpResponse } from '../../http/messages.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { isTransientStatus, type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { base64Schema as base64 } from '../../json/base64.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { endpoint } from './certificate.ts';
import { logUnavailable, type RekorLog, refusedEntry } from './rekor-log.ts';

const hex = v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{2})+$/));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Zero and empty values have no place in a bundle: protobuf leaves them out. */
const positive = v.pipe(count, v.minValue(1));

const logEntrySchema = v.object({
  body: base64,
  integratedTime: positive,
  logID: hex,
  logIndex: count,
  verification: v.object({
    signedEntryTimestamp: base64,
    inclusionProof: v.object({
      checkpoint: v.pipe(v.string(), v.nonEmpty()),
      hashes: v.array(hex),
      logIndex: count,
      rootHash: hex,
      treeSize: positive,
    }),
  }),
});

/** Rekor answers with a map of one entry by its UUID. */
const ANSWER = {
  schema: v.pipe(
    v.record(v.string(), logEntrySchema),
    v.check((entries) => Object.keys(entries).length > 0),
  ),
  limits: JSON_LIMITS.logEntry,
};
type LogEntry = v.InferOutput<typeof logEntrySchema>;
type TransparencyLogEntry = NonNullable<
  Awaited<ReturnType<Witness['testify']>>['tlogEntries']
>[number];

/** An entry that exists may wait for the tree to grow before it can be read. */
const READING_BACK = { tries: 4, budgetMs: 10_000 };

/**
 * Rekor has an entry of this very signature (HTTP 409), and it cannot be read. A new signature makes
 * a new entry, because ECDSA signatures are never the same twice.
 */
export class EntryConflict extends Error {
  override readonly name = 'EntryConflict';
  /** What it means where a new signature does not help. */
  readonly unavailable: PublishError;

  constructor(meaning: PublishError) {
    super(meaning.message);
    this.unavailable = meaning;
  }
}

/**
 * Logs signatures in a Rekor v1 log. An entry that is there already (409) is fetched: a try
 * before this one was carried out and its answer lost.
 */
export class RekorWitness implements Witness {
  readonly #rekor: RekorLog;
  readonly #deps: RetryDeps;

  constructor(rekor: RekorLog, deps: RetryDeps) {
    this.#rekor = rekor;
    this.#deps = deps;
  }

  /**
   * @throws PublishError `transparency-log-unavailable`
   * @throws EntryConflict where an entry of this signature exists and cannot be read
   */
  async testify(
    content: SignedContent,
    certificate: string,
  ): Promise<{ tlogEntries: TransparencyLogEntry[] }> {
    const proposed = proposedEntry(content, certificate);
    try {
      const created = await this.#send('POST', 'api/v1/log/entries', JSON.stringify(proposed));
      const entry =
        created.status === 409 ? await this.#existing(created, content) : entryOf(created);
      if (!entry) throw refusedEntry(created);
      return { tlogEntries: [toTransparencyLogEntry(entry, proposed.kind)] };
    } catch (cause) {
      if (!(cause instanceof RequestFailure)) throw cause;
      throw logUnavailable(cause.message, cause);
    }
  }

  /** @throws EntryConflict */
  async #existing(conflict: HttpResponse, content: SignedContent): Promise<LogEntry> {
    const there = 'Rekor has an entry of this signature already (HTTP 409)';
    const uuid = entryUuid(conflict);
    if (!uuid) throw new EntryConflict(logUnavailable(`${there}, and does not say where.`));
    const answer = await this.#send('GET', `api/v1/log/entries/${uuid}`).catch((cause: unknown) => {
      if (!(cause instanceof RequestFailure)) throw cause;
      const message = `${there}, which cannot be read: ${cause.message}`;
      throw new EntryConflict(logUnavailable(message, cause));
    });
    const entry = entryOf(answer);
    if (!entry) throw new EntryConflict(refusedEntry(answer));
    if (logsSignature(entry, content)) return entry;
    throw new EntryConflict(logUnavailable(`${there}, and shows an entry of another signature.`));
  }

  #send(method: 'GET' | 'POST', path: string, body?: string): Promise<HttpResponse> {
    return sendWithRetries(
      {
        service: 'Rekor',
        method,
        url: endpoint(this.#rekor.url, path),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        ...(body === undefined ? {} : { body }),
        maxBodyBytes: ANSWER.limits.bytes,
      },
      this.#deps,
      {
        ...(method === 'GET' ? READING_BACK : { budgetMs: this.#rekor.budgetMs }),
        signal: this.#rekor.signal,
        // An entry that exists may not be readable yet: it is waiting for the tree to grow.
        isTransient: ({ status }) =>
          isTransientStatus(status) || (method === 'GET' && status === 404),
        whyUseless: (answer) => (answer.status < 300 ? whyNotJson(answer, ANSWER) : undefined),
      },
    );
  }
}

function entryOf(answer: HttpResponse): LogEntry | undefined {
  return Object.values(jsonBody(answer, ANSWER) ?? {})[0];
}

/** Whether an entry is of this very signature: both kinds have it in their canonical JSON. */
function logsSignature({ body }: LogEntry, content: SignedContent): boolean {
  const signature =
    content.$case === 'dsseEnvelope'
      ? content.dsseEnvelope.signatures[0]?.sig
      : content.messageSignature.signature;
  const text = Buffer.from(body, 'base64').toString('latin1');
  return signature !== undefined && text.includes(`"${signature.toString('base64')}"`);
}

/** The UUID in `Location`, or in the message: 64 hex digits, 80 with the tree's id. */
function entryUuid(response: HttpResponse): string | undefined {
  const place = `${response.headers.get('location') ?? ''} ${response.body.toString('utf8')}`;
  return /\b(?:[0-9a-f]{80}|[0-9a-f]{64})\b/.exec(place)?.[0];
}

function toTransparencyLogEntry(entry: LogEntry, kind: string): TransparencyLogEntry {
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, 'hex') },
    kindVersion: { kind, version: '0.0.1' },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, 'base64') },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      treeSize: String(inclusionProof.treeSize),
      rootHash: Buffer.from(inclusionProof.rootHash, 'hex'),
      hashes: inclusionProof.hashes.map((hash) => Buffer.from(hash, 'hex')),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: Buffer.from(entry.body, 'base64'),
  };
}

/** What a bundle signs: a DSSE envelope, or the digest of a file. */
type SignedContent = Parameters<Witness['testify']>[0];

/** A Rekor v1 entry to be made. */
interface ProposedEntry {
  readonly apiVersion: '0.0.1';
  readonly kind: 'dsse' | 'hashedrekord';
  readonly spec: object;
}

/**
 * The entry that logs a signature: `dsse` 0.0.1 for an envelope (the one kind that PyPI
 * takes), `hashedrekord` 0.0.1 for a file.
 * @param certificate PEM
 */
function proposedEntry(content: SignedContent, certificate: string): ProposedEntry {
  const verifier = Buffer.from(certificate).toString('base64');
  if (content.$case === 'dsseEnvelope') {
    const envelope = JSON.stringify(envelopeToJSON(content.dsseEnvelope));
    return {
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: { proposedContent: { envelope, verifiers: [verifier] } },
    };
  }
  const { messageDigest, signature } = content.messageSignature;
  return {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: messageDigest?.digest.toString('hex') } },
      signature: { content: signature.toString('base64'), publicKey: { content: verifier } },
    },
  };
}
