import { createHash, type KeyObject, sign } from 'node:crypto';
import { githubClaims } from '../../sandbox/github/claims.ts';
import {
  keyIdentifiers,
  leafUsages,
  makeSerial,
  subjectAlternativeUri,
} from '../../sandbox/sigstore/certificate.ts';
import {
  bitString,
  integer,
  objectIdentifier,
  sequence,
  tlv,
  utcTime,
} from '../../sandbox/sigstore/der.ts';
import { type KeyPair, makeKeyPair, spki } from '../../sandbox/sigstore/digest.ts';
import { githubExtensions } from '../../sandbox/sigstore/github-extensions.ts';
import type { Sigstore } from '../../sandbox/sigstore/sigstore.ts';
import type { Signatory } from './forge.ts';

const SHA256_WITH_ECDSA = sequence(objectIdentifier('1.2.840.10045.4.3.2'));

export interface LeafChanges {
  /** Claims that differ from the usual job's. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** All extensions but the SCT list. */
  readonly extensions?: (usual: Buffer[], publicKey: Buffer) => Buffer[];
  /** What stands for the SCT list, made for the certificate without it. */
  readonly timestamps?: (usual: Buffer, tbs: Buffer) => Buffer[];
  /** The TLV of the version; empty for version 1. */
  readonly version?: Buffer;
  /** The TLV of the serial number. */
  readonly serial?: Buffer;
  /** The AlgorithmIdentifier inside the signed part. */
  readonly algorithm?: Buffer;
  /** The AlgorithmIdentifier beside the signature. */
  readonly outerAlgorithm?: Buffer;
  readonly hash?: string;
  readonly issuer?: Buffer;
  readonly subject?: Buffer;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** How a date is encoded. */
  readonly time?: (date: Date) => Buffer;
  /** The key that is certified. */
  readonly key?: KeyPair;
  /** The key that signs the certificate. */
  readonly issuerKey?: KeyObject;
  /** The finished certificate. */
  readonly der?: (usual: Buffer) => Buffer;
}

/** A leaf certificate as Fulcio's, but for what is to be otherwise. */
export function makeLeaf(sigstore: Sigstore, now: number, changes: LeafChanges = {}): Signatory {
  const { intermediate, certificateTransparencyLog } = sigstore.fulcio;
  const key = changes.key ?? makeKeyPair();
  const publicKey = spki(key.publicKey);
  const issuerKey = spki(intermediate.key.publicKey);
  const claims = githubClaims(changes.claims);
  const usual = [
    ...leafUsages(),
    ...keyIdentifiers(publicKey, issuerKey),
    subjectAlternativeUri(`https://github.com/${String(claims['job_workflow_ref'])}`),
    ...githubExtensions(claims),
  ];
  const extensions = changes.extensions?.(usual, publicKey) ?? usual;
  const start = Math.floor(now) * 1000;
  const time = changes.time ?? utcTime;
  const algorithm = changes.algorithm ?? SHA256_WITH_ECDSA;
  const serial = changes.serial ?? integer(makeSerial());
  const tbsWith = (all: readonly Buffer[]): Buffer =>
    sequence(
      changes.version ?? tlv(0xa0, integer(Buffer.from([2]))),
      serial,
      algorithm,
      changes.issuer ?? intermediate.name,
      sequence(
        time(changes.notBefore ?? new Date(start - 60_000)),
        time(changes.notAfter ?? new Date(start + 540_000)),
      ),
      changes.subject ?? sequence(),
      publicKey,
      ...(all.length > 0 ? [tlv(0xa3, sequence(...all))] : []),
    );
  const bare = tbsWith(extensions);
  const sct = certificateTransparencyLog.timestamp(bare, issuerKey, start);
  const tbs = tbsWith([...extensions, ...(changes.timestamps?.(sct, bare) ?? [sct])]);
  const signingKey = changes.issuerKey ?? intermediate.key.privateKey;
  const certificate = sequence(
    tbs,
    changes.outerAlgorithm ?? algorithm,
    bitString(sign(changes.hash ?? 'sha256', tbs, signingKey)),
  );
  return { certificate: changes.der?.(certificate) ?? certificate, privateKey: key.privateKey };
}

/** The SHA-1 of a P-256 key's point, as key identifiers have it. */
export const keyIdentifierOf = (publicKey: Buffer): Buffer =>
  createHash('sha1').update(publicKey.subarray(-65)).digest();
