import { X509Certificate } from 'node:crypto';
import { readJson } from '../http/body.ts';
import { sendJson, stringMember } from '../http/json.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';
import { checkpoint } from './checkpoint.ts';
import { type KeyPair, logId, makeKeyPair } from './digest.ts';
import { verifyDigest } from './ecdsa.ts';
import { EntryRefused } from './log-verifier.ts';
import { leafHash, MerkleTree } from './merkle-tree.ts';

export interface RekorV2Service extends LoopbackServer {
  readonly key: KeyPair;
}

/** Rekor v2 for `hashedrekord` 0.0.2, the only kind of newer logs: no times, no promises, no look-ups. */
export async function startRekorV2(): Promise<RekorV2Service> {
  const key = makeKeyPair();
  const tree = new MerkleTree();
  /** Where an entry is, by its canonical body: an equal one is not logged again. */
  const places = new Map<string, number>();

  const create = async ({ request, response, url }: Exchange) => {
    let body: string;
    try {
      body = canonicalEntry(await readJson(request));
    } catch (error) {
      if (!(error instanceof EntryRefused)) throw error;
      sendJson(response, 400, { code: 3, message: error.message, details: [] });
      return;
    }
    const index = places.get(body) ?? tree.append(leafHash(Buffer.from(body)));
    places.set(body, index);
    sendJson(response, 201, {
      logIndex: `${index}`,
      logId: { keyId: logId(key.publicKey).toString('base64') },
      kindVersion: { kind: 'hashedrekord', version: '0.0.2' },
      integratedTime: '0',
      inclusionPromise: null,
      inclusionProof: {
        logIndex: `${index}`,
        rootHash: tree.root().toString('base64'),
        treeSize: `${tree.size}`,
        hashes: tree.inclusionProof(index).map((hash) => hash.toString('base64')),
        checkpoint: { envelope: checkpoint(url.host, url.host, tree, key) },
      },
      canonicalizedBody: Buffer.from(body).toString('base64'),
    });
  };

  const server = await startServer(() => [
    { method: 'POST', path: /^\/api\/v2\/log\/entries$/, handle: create },
  ]);
  return Object.assign(server, { key });
}

/** The stored form of a `hashedRekordRequestV002`, canonicalised as Rekor does it. Throws EntryRefused. */
function canonicalEntry(proposal: unknown): string {
  const at = (...path: string[]) => stringMember(proposal, 'hashedRekordRequestV002', ...path);
  const digest = Buffer.from(at('digest'), 'base64');
  const content = Buffer.from(at('signature', 'content'), 'base64');
  const rawBytes = at('signature', 'verifier', 'x509Certificate', 'rawBytes');
  const keyDetails = at('signature', 'verifier', 'keyDetails');
  if (digest.length !== 32) throw new EntryRefused('invalid hashedrekord request: missing digest');
  if (keyDetails !== 'PKIX_ECDSA_P256_SHA_256') throw new EntryRefused('unsupported key details');
  const certificate = certificateOf(rawBytes);
  if (!verifyDigest(digest, certificate.publicKey, content)) {
    throw new EntryRefused('invalid signature');
  }
  const verifier = {
    keyDetails,
    x509Certificate: { rawBytes: certificate.raw.toString('base64') },
  };
  const data = { algorithm: 'SHA2_256', digest: digest.toString('base64') };
  const signature = { content: content.toString('base64'), verifier };
  const spec = { hashedRekordV002: { data, signature } };
  return JSON.stringify({ apiVersion: '0.0.2', kind: 'hashedrekord', spec });
}

function certificateOf(base64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw new EntryRefused('invalid certificate');
  }
}
