import { type KeyObject, sign } from 'node:crypto';
import { logId, makeKeyPair, sha256 } from '../../sandbox/sigstore/digest.ts';
import { preAuthenticationEncoding } from '../../sandbox/sigstore/dsse-entry.ts';
import { leafHash, MerkleTree } from '../../sandbox/sigstore/merkle-tree.ts';
import type { Sigstore } from '../../sandbox/sigstore/sigstore.ts';

/** A JSON object of an attestation, free to be changed. */
export type Json = Record<string, unknown>;

/** A certificate and the key that it is for. */
export interface Signatory {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

/** What a log entry is to have otherwise than Rekor would write it. */
export interface EntryChanges {
  /** The entry's body, before it is integrated. */
  readonly body?: (usual: RekorBody) => unknown;
  /** Seconds. */
  readonly integratedTime?: number;
  readonly kindVersion?: { readonly kind: string; readonly version: string };
  /** How many other entries lie before and after it in its tree. */
  readonly before?: number;
  readonly after?: number;
  /** The text of the checkpoint, before it is signed. */
  readonly note?: (usual: string) => string;
  /** The lines of signatures, for the signed text. */
  readonly signatures?: (usual: string, note: string) => string;
  /** What is signed as a promise. */
  readonly promised?: (usual: Json) => Json;
  /** The key that the log signs with. */
  readonly key?: KeyObject;
  /** The finished entry, which nothing signs. */
  readonly entry?: (usual: Json) => unknown;
}

export interface RekorBody {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: Json & { readonly signatures: readonly Json[] };
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** 64 columns and a line end, as Rekor and sigstore-python write it. */
export const pem = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replaceAll(/(.{1,64})/g, '$1\n')}-----END CERTIFICATE-----\n`;

export const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64');

/** Signs whatever is asked with the keys of a sandbox's Sigstore. */
export class Forge {
  readonly sigstore: Sigstore;
  /** Seconds: when entries are integrated, unless it is said. */
  readonly now = Math.floor(Date.now() / 1000);

  constructor(sigstore: Sigstore) {
    this.sigstore = sigstore;
  }

  /** The text of an attestation whose signatures are all good. */
  attestation(statement: Uint8Array, signatory: Signatory, changes: EntryChanges = {}): string {
    const signed = preAuthenticationEncoding(PAYLOAD_TYPE, statement);
    const signature = sign('sha256', signed, signatory.privateKey);
    return JSON.stringify({
      version: 1,
      verification_material: {
        certificate: base64(signatory.certificate),
        transparency_entries: [this.entry(statement, signature, signatory.certificate, changes)],
      },
      envelope: { statement: base64(statement), signature: base64(signature) },
    });
  }

  /** A log entry in the JSON form of a bundle. */
  entry(
    statement: Uint8Array,
    signature: Uint8Array,
    certificate: Uint8Array,
    changes: EntryChanges = {},
  ): unknown {
    const { key } = this.sigstore.rekor;
    const signingKey = changes.key ?? key.privateKey;
    const usual: RekorBody = {
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        envelopeHash: { algorithm: 'sha256', value: sha256('an envelope').toString('hex') },
        payloadHash: { algorithm: 'sha256', value: sha256(statement).toString('hex') },
        signatures: [{ signature: base64(signature), verifier: base64(pem(certificate)) }],
      },
    };
    const changed = changes.body?.(usual) ?? usual;
    const body = Buffer.from(typeof changed === 'string' ? changed : JSON.stringify(changed));
    const tree = new MerkleTree();
    const { before = 2, after = 3 } = changes;
    const others = (count: number, what: string) => {
      for (let other = 0; other < count; other++) {
        tree.append(leafHash(Buffer.from(`${what} ${other}`)));
      }
    };
    others(before, 'before');
    const index = tree.append(leafHash(body));
    others(after, 'after');
    const promised = {
      body: base64(body),
      integratedTime: changes.integratedTime ?? this.now,
      logID: logId(key.publicKey).toString('hex'),
      logIndex: 25_579 + index,
    };
    const promise = changes.promised?.(promised) ?? promised;
    const entry: Json = {
      logIndex: String(promised.logIndex),
      logId: { keyId: base64(logId(key.publicKey)) },
      kindVersion: changes.kindVersion ?? { kind: 'dsse', version: '0.0.1' },
      integratedTime: String(promised.integratedTime),
      inclusionPromise: {
        signedEntryTimestamp: base64(
          sign('sha256', Buffer.from(JSON.stringify(promise)), signingKey),
        ),
      },
      inclusionProof: {
        logIndex: String(index),
        rootHash: base64(tree.root()),
        treeSize: String(tree.size),
        hashes: tree.inclusionProof(index).map(base64),
        checkpoint: { envelope: this.#checkpoint(tree, signingKey, changes) },
      },
      canonicalizedBody: promised.body,
    };
    return changes.entry?.(entry) ?? entry;
  }

  /** A line of a signed note (C2SP signed-note). */
  noteSignature(note: string, key: KeyObject = this.sigstore.rekor.key.privateKey): string {
    const { origin, key: own } = this.sigstore.rekor;
    const hint = logId(own.publicKey).subarray(0, 4);
    return `— ${origin} ${base64(Buffer.concat([hint, sign('sha256', Buffer.from(note), key)]))}\n`;
  }

  #checkpoint(tree: MerkleTree, key: KeyObject, changes: EntryChanges): string {
    const { origin } = this.sigstore.rekor;
    const usual = `${origin} - 5742190\n${tree.size}\n${base64(tree.root())}\n`;
    const note = changes.note?.(usual) ?? usual;
    const line = this.noteSignature(note, key);
    return `${note}\n${changes.signatures?.(line, note) ?? line}`;
  }
}

/** A key that no one trusts. */
export const strangeKey = (): KeyObject => makeKeyPair().privateKey;
