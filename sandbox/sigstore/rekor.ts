import { sign } from 'node:crypto';
import { readJson } from '../http/body.ts';
import { sendJson, stringMember } from '../http/json.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';
import { checkpoint } from './checkpoint.ts';
import { type KeyPair, logId, makeKeyPair } from './digest.ts';
import { canonicalDsseEntry } from './dsse-entry.ts';
import { canonicalHashedrekordEntry } from './hashedrekord-entry.ts';
import { EntryRefused } from './log-verifier.ts';
import { leafHash, MerkleTree } from './merkle-tree.ts';

export interface RekorOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /**
   * The log index of the first entry. Not 0, because in a log with shards, as the public one is,
   * an entry's logIndex and the logIndex of its inclusion proof differ.
   */
  readonly firstLogIndex?: number;
}

/** An answer of Rekor v1: the one entry by its UUID. */
export type LogEntry = Readonly<Record<string, LogEntryBody>>;

export interface LogEntryBody {
  /** Base64 of the canonicalised entry. */
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly checkpoint: string;
      readonly hashes: readonly string[];
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
    };
  };
}

export interface RekorService extends LoopbackServer {
  readonly key: KeyPair;
  /** The name in the checkpoints: the host of the service's URL. */
  readonly origin: string;
  /** By UUID, in the order of the log. */
  readonly entries: ReadonlyMap<string, LogEntry>;
  /**
   * Logs a proposed entry without going through HTTP, at a time in milliseconds. Throws
   * EntryRefused.
   */
  log(proposal: object, at: number): LogEntryBody;
}

const TREE_ID = '5742190';

/** Turns a proposed entry into its stored form, or throws EntryRefused, by kind and version. */
const CANONICAL: ReadonlyMap<string, (proposal: unknown) => Buffer> = new Map([
  ['dsse 0.0.1', canonicalDsseEntry],
  ['hashedrekord 0.0.1', canonicalHashedrekordEntry],
]);

function canonicalEntry(proposal: unknown): Buffer {
  const kind = `${stringMember(proposal, 'kind')} ${stringMember(proposal, 'apiVersion')}`;
  const canonical = CANONICAL.get(kind);
  if (canonical === undefined) throw new EntryRefused(`entry kind '${kind}' is not supported`);
  return canonical(proposal);
}

/** Rekor v1 for `dsse` and `hashedrekord` 0.0.1: a growing Merkle tree, signed entry timestamps and checkpoints. */
export async function startRekor(options: RekorOptions = {}): Promise<RekorService> {
  const now = options.now ?? Date.now;
  const key = makeKeyPair();
  const tree = new MerkleTree();
  const entries = new Map<string, LogEntry>();
  const signed = (text: string) => sign('sha256', Buffer.from(text), key.privateKey);

  const integrate = (origin: string, body: Buffer, leaf: Buffer, at: number): LogEntryBody => {
    const treeIndex = tree.append(leaf);
    const root = tree.root();
    // In the order of RFC 8785, so that the text is already canonical.
    const promised = {
      body: body.toString('base64'),
      integratedTime: Math.floor(at / 1000),
      logID: logId(key.publicKey).toString('hex'),
      logIndex: (options.firstLogIndex ?? 25_579) + treeIndex,
    };
    return {
      ...promised,
      verification: {
        signedEntryTimestamp: signed(JSON.stringify(promised)).toString('base64'),
        inclusionProof: {
          checkpoint: checkpoint(`${origin} - ${TREE_ID}`, origin, tree, key),
          hashes: tree.inclusionProof(treeIndex).map((hash) => hash.toString('hex')),
          logIndex: treeIndex,
          rootHash: root.toString('hex'),
          treeSize: tree.size,
        },
      },
    };
  };

  const create = async ({ request, response, url }: Exchange) => {
    const refuse = (status: number, message: string, headers?: Record<string, string>) =>
      sendJson(response, status, { code: status, message }, headers);
    let body: Buffer;
    try {
      body = canonicalEntry(await readJson(request));
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      refuse(400, `error processing entry: ${error.message}`);
      return;
    }
    const leaf = leafHash(body);
    const uuid = Number(TREE_ID).toString(16).padStart(16, '0') + leaf.toString('hex');
    const location = `/api/v1/log/entries/${uuid}`;
    if (entries.has(uuid)) {
      const message = `an equivalent entry already exists in the transparency log with UUID ${uuid}`;
      refuse(409, message, { location });
      return;
    }
    const entry = { [uuid]: integrate(url.host, body, leaf, now()) };
    entries.set(uuid, entry);
    sendJson(response, 201, entry, { location, etag: uuid });
  };

  const read = ({ response, params }: Exchange) => {
    const entry = entries.get(params.get('uuid') ?? '');
    if (entry === undefined) sendJson(response, 404, { code: 404, message: 'entry not found' });
    else sendJson(response, 200, entry);
  };

  const server = await startServer(() => [
    { method: 'POST', path: /^\/api\/v1\/log\/entries$/, handle: create },
    { method: 'GET', path: /^\/api\/v1\/log\/entries\/(?<uuid>[0-9a-f]{64,80})$/, handle: read },
  ]);
  const origin = new URL(server.url).host;
  const log = (proposal: object, at: number): LogEntryBody => {
    const body = canonicalEntry(proposal);
    return integrate(origin, body, leafHash(body), at);
  };
  return Object.assign(server, { key, entries, origin, log });
}
