import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import {
  distinguishedName,
  extension,
  keyIdentifiers,
  leafUsages,
  signedCertificate,
  subjectAlternativeUri,
  tbsCertificate,
} from '../../../../sandbox/sigstore/certificate.ts';
import {
  bitString,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  TRUE,
  tlv,
} from '../../../../sandbox/sigstore/der.ts';
import { makeKeyPair, spki } from '../../../../sandbox/sigstore/digest.ts';
import { checkLeafProfile } from '../../../../src/sigstore/verify/leaf-profile.ts';

const KEY = makeKeyPair();
const PUBLIC_KEY = spki(KEY.publicKey);
const [KEY_USAGE, CODE_SIGNING] = leafUsages();
const [SUBJECT_KEY, AUTHORITY_KEY] = keyIdentifiers(PUBLIC_KEY, PUBLIC_KEY);
const SUBJECT = distinguishedName('acme', 'widget');
const NAME = subjectAlternativeUri('https://github.com/acme/widget');
const USUAL = [KEY_USAGE, CODE_SIGNING, SUBJECT_KEY, AUTHORITY_KEY, NAME].filter(
  (one) => one !== undefined,
);

interface Changes {
  readonly extensions?: readonly Buffer[];
  readonly serial?: Uint8Array;
  readonly subject?: Buffer;
  readonly publicKey?: Buffer;
  readonly der?: (der: Buffer) => Buffer;
  readonly signs?: Parameters<typeof checkLeafProfile>[1];
}

function check({
  extensions = USUAL,
  publicKey = PUBLIC_KEY,
  serial,
  subject,
  der = (usual) => usual,
  signs = 'attestation',
}: Changes): void {
  const tbs = tbsCertificate({
    serial: serial ?? Buffer.from([1]),
    issuer: sequence(),
    subject: subject ?? sequence(),
    notBefore: new Date(0),
    notAfter: new Date(1000),
    publicKey,
    extensions,
  });
  checkLeafProfile(Buffer.from(der(signedCertificate(tbs, KEY))), signs);
}

const without = (one: Buffer | undefined) => USUAL.filter((other) => other !== one);
const instead = (one: Buffer | undefined, other: Buffer) => [...without(one), other];
const usage = (bits: number, unused: number) =>
  extension('2.5.29.15', bitString(Buffer.from([bits]), unused), true);
const constraints = (...content: Buffer[]) => extension('2.5.29.19', sequence(...content), true);
const authority = (...content: Buffer[]) => extension('2.5.29.35', sequence(...content));
const names = (critical: boolean, ...content: Buffer[]) =>
  extension('2.5.29.17', sequence(...content), critical);
const URI = tlv(0x86, Buffer.from('https://github.com/acme/widget'));
const replace = (from: Buffer, to: Buffer) => (der: Buffer) => {
  const at = der.indexOf(from);
  return Buffer.concat([der.subarray(0, at), to, der.subarray(at + from.length)]);
};

describe('a signing certificate', () => {
  test.each<[string, Changes]>([
    ['as Fulcio makes it', {}],
    ['without a key identifier of its own', { extensions: without(SUBJECT_KEY) }],
    ['that says it is no CA', { extensions: [...USUAL, constraints()] }],
    ['with an email address', { extensions: instead(NAME, names(true, tlv(0x81, URI))) }],
    ['with what nobody knows', { extensions: [...USUAL, extension('1.2.3.4', TRUE)] }],
    [
      'with a subject and a name that is not critical',
      { subject: SUBJECT, extensions: instead(NAME, names(false, URI)) },
    ],
    ['with a serial number of 160 bits', { serial: Buffer.alloc(20, 0xff) }],
  ])('%s is good', (_, changes) => {
    expect(() => check(changes)).not.toThrow();
  });

  test.each<[string, Changes]>([
    ['is a CA', { extensions: [...USUAL, constraints(TRUE)] }],
    ['is a CA', { extensions: [...USUAL, constraints(integer(Buffer.from([0])))] }],
    ['is not for code signing', { extensions: without(CODE_SIGNING) }],
    [
      'is not for code signing',
      {
        extensions: instead(
          CODE_SIGNING,
          extension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))),
        ),
      },
    ],
    ['is not for digital signatures', { extensions: without(KEY_USAGE) }],
    ['is not for digital signatures', { extensions: instead(KEY_USAGE, usage(0x20, 5)) }],
    [
      'is not for digital signatures',
      { extensions: instead(KEY_USAGE, extension('2.5.29.15', octetString(TRUE))) },
    ],
    ['is for signing certificates', { extensions: instead(KEY_USAGE, usage(0x84, 2)) }],
    ['is for signing certificates', { extensions: instead(KEY_USAGE, usage(0x82, 1)) }],
    ['which key signed it', { extensions: without(AUTHORITY_KEY) }],
    ['which key signed it', { extensions: instead(AUTHORITY_KEY, authority()) }],
    [
      'which key signed it',
      { extensions: instead(AUTHORITY_KEY, authority(tlv(0x80, URI), tlv(0x82, URI))) },
    ],
    ['has no subject alternative name', { extensions: without(NAME) }],
    ['not critical beside no subject', { extensions: instead(NAME, names(false, URI)) }],
    ['critical beside a subject', { subject: SUBJECT }],
    ['no URI, email address or host', { extensions: instead(NAME, names(true, tlv(0x8f))) }],
    ['no URI, email address or host', { extensions: instead(NAME, names(true)) }],
    [
      'extension 2.5.29.14 is critical',
      { extensions: instead(SUBJECT_KEY, extension('2.5.29.14', octetString(URI), true)) },
    ],
    ['extension 1.2.3.4 is critical', { extensions: [...USUAL, extension('1.2.3.4', TRUE, true)] }],
    ['has extension 2.5.29.30', { extensions: [...USUAL, extension('2.5.29.30', TRUE)] }],
    ['has extension 2.5.29.14 twice', { extensions: [...USUAL, ...USUAL.slice(2, 3)] }],
    [
      'cannot be read',
      { extensions: instead(NAME, extension('2.5.29.17', Buffer.from('x'), true)) },
    ],
    ['serial number is negative or too long', { serial: Buffer.alloc(21, 0x7f) }],
    [
      'is not of version 3',
      {
        der: replace(tlv(0xa0, integer(Buffer.from([2]))), tlv(0xa0, integer(Buffer.from([1])))),
      },
    ],
    [
      'names two signature algorithms',
      {
        der: replace(
          objectIdentifier('1.2.840.10045.4.3.2'),
          objectIdentifier('1.2.840.10045.4.3.3'),
        ),
      },
    ],
    ['cannot be read', { der: (der) => der.subarray(0, -1) }],
    ['cannot be read', { der: () => Buffer.from('no DER') }],
  ])('%s: refused', (why, changes) => {
    expect(() => check(changes)).toThrow(RangeError);
    expect(() => check(changes)).toThrow(why);
  });

  test.each([
    { namedCurve: 'P-384' },
    { namedCurve: 'secp256k1' },
    { namedCurve: 'P-256', paramEncoding: 'explicit' } as const,
  ])('for a key of %j is refused', (options) => {
    const { publicKey } = generateKeyPairSync('ec', options);
    expect(() => check({ publicKey: spki(publicKey) })).toThrow('the key is not ECDSA P-256');
  });

  test.each(['P-256', 'P-384', 'P-521'])('may have a key over %s where it signs a file', (name) => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: name });
    expect(() => check({ publicKey: spki(publicKey), signs: 'file' })).not.toThrow();
  });

  test.each([
    { namedCurve: 'secp256k1' },
    { namedCurve: 'P-384', paramEncoding: 'explicit' } as const,
  ])('for a key of %j signs no file', (options) => {
    const { publicKey } = generateKeyPairSync('ec', options);
    expect(() => check({ publicKey: spki(publicKey), signs: 'file' })).toThrow('is not ECDSA');
  });

  test('for a key that is none of ECDSA is refused', () => {
    const { publicKey } = generateKeyPairSync('ed25519');
    expect(() => check({ publicKey: spki(publicKey), signs: 'file' })).toThrow('is not ECDSA');
  });
});
