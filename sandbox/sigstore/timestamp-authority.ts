import { sign } from 'node:crypto';
import { readBody } from '../http/body.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';
import {
  distinguishedName,
  extension,
  keyIdentifiers,
  makeAuthority,
  makeSerial,
  signedCertificate,
  tbsCertificate,
} from './certificate.ts';
import { bitString, integer, objectIdentifier, octetString, sequence, set, tlv } from './der.ts';
import { derContent, derItems } from './der-items.ts';
import { type KeyPair, makeKeyPair, sha256, spki } from './digest.ts';

export interface TimestampAuthority extends LoopbackServer {
  /** Where timestamps are requested, with the whole path. */
  readonly timestampUrl: string;
  /** DER: the certificate that signs timestamps, and its root. */
  readonly chain: readonly Buffer[];
}

const DAY = 86_400_000;
const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'));
const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const SIGNED_DATA = objectIdentifier('1.2.840.113549.1.7.2');
const TST_INFO = objectIdentifier('1.2.840.113549.1.9.16.1.4');
const number = (value: number) => integer(Buffer.from([value]));

/** What signs timestamps. */
export interface TimestampSigner {
  readonly key: KeyPair;
  /** DER: the certificate for that key, and its root. */
  readonly chain: readonly [Buffer, Buffer];
  /** DER of the root's name, and the certificate's serial number. */
  readonly issuer: Buffer;
  readonly serial: Buffer;
}

/** A key with a certificate for timestamps, and a root that nobody else has. */
export function makeTimestampSigner(now: number): TimestampSigner {
  const validity = { notBefore: new Date(now - DAY), notAfter: new Date(now + 3650 * DAY) };
  const root = makeAuthority(distinguishedName('sandbox', 'tsa-root'), makeKeyPair(), validity);
  const key = makeKeyPair();
  const serial = makeSerial();
  const tbs = tbsCertificate({
    serial,
    issuer: root.name,
    subject: distinguishedName('sandbox', 'tsa'),
    ...validity,
    publicKey: spki(key.publicKey),
    extensions: [
      extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), true),
      extension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.8')), true),
      ...keyIdentifiers(spki(key.publicKey), spki(root.key.publicKey)),
    ],
  });
  const chain = [signedCertificate(tbs, root.key), root.certificate] as const;
  return { key, chain, issuer: root.name, serial };
}

/** A timestamp authority (RFC 3161) at Sigstore's path. Its tokens hold no certificates. */
export async function startTimestampAuthority(now: () => number): Promise<TimestampAuthority> {
  const signer = makeTimestampSigner(now());
  const handle = async ({ request, response }: Exchange) => {
    const reply = timestampResponse(await readBody(request), now(), signer);
    response.writeHead(201, { 'content-type': 'application/timestamp-reply' }).end(reply);
  };
  const server = await startServer(() => [
    { method: 'POST', path: /^\/api\/v1\/timestamp$/, handle },
  ]);
  const timestampUrl = `${server.url}/api/v1/timestamp`;
  return Object.assign(server, { chain: signer.chain, timestampUrl });
}

/** A TimeStampResp (RFC 3161 2.4.2): "granted" and a SignedData (RFC 5652 5) over a TSTInfo. */
function timestampResponse(query: Buffer, at: number, signer: TimestampSigner): Buffer {
  const [, imprint = Buffer.alloc(0), ...rest] = derItems(query);
  const nonce = rest.filter((item) => item[0] === 0x02);
  const time = tlv(
    0x18,
    Buffer.from(`${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`),
  );
  const policy = objectIdentifier('1.3.6.1.4.1.57264.2');
  const info = sequence(number(1), policy, imprint, integer(makeSerial()), time, ...nonce);
  const signingCertificate = sequence(sequence(sequence(octetString(sha256(signer.chain[0])))));
  const attributes = set(
    ...sorted([
      attribute('1.2.840.113549.1.9.3', TST_INFO),
      attribute('1.2.840.113549.1.9.4', octetString(sha256(info))),
      attribute('1.2.840.113549.1.9.16.2.47', signingCertificate),
    ]),
  );
  const { start } = derContent(attributes);
  const signerInfo = sequence(
    number(1),
    sequence(signer.issuer, integer(signer.serial)),
    SHA256,
    tlv(0xa0, attributes.subarray(start)),
    ECDSA_WITH_SHA256,
    octetString(sign('sha256', attributes, signer.key.privateKey)),
  );
  const content = sequence(TST_INFO, tlv(0xa0, octetString(info)));
  const signedData = sequence(number(3), set(SHA256), content, set(signerInfo));
  return sequence(sequence(number(0)), sequence(SIGNED_DATA, tlv(0xa0, signedData)));
}

const attribute = (oid: string, value: Buffer): Buffer =>
  sequence(objectIdentifier(oid), set(value));

/** The order of a SET OF (X.690 11.6). */
const sorted = (items: readonly Buffer[]): Buffer[] => items.toSorted((a, b) => a.compare(b));
