import { createHash, randomBytes, sign } from 'node:crypto';
import {
  bitString,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  TRUE,
  tlv,
  utcTime,
  utf8String,
} from './der.ts';
import { type KeyPair, spki } from './digest.ts';

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const CODE_SIGNING = objectIdentifier('1.3.6.1.5.5.7.3.3');

export const extension = (oid: string, value: Uint8Array, critical = false): Buffer =>
  sequence(objectIdentifier(oid), ...(critical ? [TRUE] : []), octetString(value));

export const distinguishedName = (organization: string, commonName: string): Buffer =>
  sequence(
    set(sequence(objectIdentifier('2.5.4.10'), utf8String(organization))),
    set(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))),
  );

/** The name of a leaf's subject: Fulcio leaves it empty and uses the SAN. */
export const EMPTY_NAME: Buffer = sequence();

export interface CertificateFields {
  readonly serial: Uint8Array;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer;
  readonly extensions: readonly Buffer[];
}

/** Twenty bytes that are a positive number. */
export function makeSerial(): Buffer {
  const serial = randomBytes(20);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** TBSCertificate (RFC 5280 4.1), also what a CT log signs as a precertificate. */
export const tbsCertificate = (fields: CertificateFields): Buffer =>
  sequence(
    tlv(0xa0, integer(Buffer.from([2]))),
    integer(fields.serial),
    ECDSA_WITH_SHA256,
    fields.issuer,
    sequence(utcTime(fields.notBefore), utcTime(fields.notAfter)),
    fields.subject,
    fields.publicKey,
    tlv(0xa3, sequence(...fields.extensions)),
  );

export const signedCertificate = (tbs: Buffer, issuer: KeyPair): Buffer =>
  sequence(tbs, ECDSA_WITH_SHA256, bitString(sign('sha256', tbs, issuer.privateKey)));

/** The SHA-1 of the public key's point (RFC 5280 4.2.1.2, method 1). */
const keyIdentifier = (publicKey: Buffer): Buffer =>
  createHash('sha1').update(publicKey.subarray(-65)).digest();

export const keyIdentifiers = (subjectKey: Buffer, issuerKey: Buffer): Buffer[] => [
  extension('2.5.29.14', octetString(keyIdentifier(subjectKey))),
  extension('2.5.29.35', sequence(tlv(0x80, keyIdentifier(issuerKey)))),
];

/** KeyUsage digitalSignature and ExtendedKeyUsage codeSigning. */
export const leafUsages = (): Buffer[] => [
  extension('2.5.29.15', bitString(Buffer.from([0x80]), 7), true),
  extension('2.5.29.37', sequence(CODE_SIGNING)),
];

/** KeyUsage keyCertSign and cRLSign, and basic constraints; the intermediate signs leaves only. */
const authorityUsages = (intermediate: boolean): Buffer[] => [
  extension('2.5.29.15', bitString(Buffer.from([0x06]), 1), true),
  ...(intermediate ? [extension('2.5.29.37', sequence(CODE_SIGNING))] : []),
  extension(
    '2.5.29.19',
    sequence(TRUE, ...(intermediate ? [integer(Buffer.from([0]))] : [])),
    true,
  ),
];

export const subjectAlternativeUri = (uri: string): Buffer =>
  extension('2.5.29.17', sequence(tlv(0x86, Buffer.from(uri))), true);

export const subjectAlternativeEmail = (email: string): Buffer =>
  extension('2.5.29.17', sequence(tlv(0x81, Buffer.from(email))), true);

export function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

export interface CertificateAuthority {
  readonly name: Buffer;
  readonly key: KeyPair;
  readonly certificate: Buffer;
}

/** A root (without `issuer`) or an intermediate below it. */
export function makeAuthority(
  name: Buffer,
  key: KeyPair,
  validity: { readonly notBefore: Date; readonly notAfter: Date },
  issuer?: CertificateAuthority,
): CertificateAuthority {
  const publicKey = spki(key.publicKey);
  const signer = issuer?.key ?? key;
  const tbs = tbsCertificate({
    serial: makeSerial(),
    issuer: issuer?.name ?? name,
    subject: name,
    ...validity,
    publicKey,
    extensions: [
      ...authorityUsages(issuer !== undefined),
      ...keyIdentifiers(publicKey, spki(signer.publicKey)),
    ],
  });
  return { name, key, certificate: signedCertificate(tbs, signer) };
}
