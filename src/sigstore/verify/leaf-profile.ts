import { X509Certificate } from 'node:crypto';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import {
  type Asn1,
  certificateExtensions,
  EXTENSION,
  type Extension,
} from './certificate-extensions.ts';

const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
/** Arcs of RFC 5280: verifiers know what is there, and each extension has rules of its own. */
const PKIX_ARCS = ['2.5.29.', '1.3.6.1.5.5.7.1.'];

/** Curves that a leaf's key may be over, as OpenSSL names them, by what it signs. */
const KEYS = {
  attestation: { curves: ['prime256v1'], text: 'P-256, the one that PEP 740 knows' },
  file: {
    curves: ['prime256v1', 'secp384r1', 'secp521r1'],
    text: 'over a curve that Fulcio certifies',
  },
} as const satisfies Record<string, { readonly curves: readonly string[]; readonly text: string }>;

/**
 * What sigstore-python asks of a signing certificate and `@sigstore/verify` does not: the
 * profile of RFC 5280 for a leaf, and its use. Up to 4.5.0 (PyPI's, 2026-08) it asks OpenSSL,
 * from 4.5.1 on webpki; each refuses what the other takes, and here both must be content.
 * Extensions that nobody knows are allowed, unless they are critical.
 * @param der the leaf
 * @param signs an attestation of PEP 740, or a file: CPython's releases were signed with P-384
 * @param parsed the leaf, where somebody has parsed it already
 * @throws RangeError that says which rule is broken
 */
export function checkLeafProfile(
  der: Buffer<ArrayBuffer>,
  signs: keyof typeof KEYS,
  parsed?: SigstoreCertificate,
): void {
  try {
    check(der, parsed ?? SigstoreCertificate.parse(der), KEYS[signs]);
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`the certificate cannot be read (${why})`, { cause });
  }
}

function check(
  der: Buffer<ArrayBuffer>,
  certificate: SigstoreCertificate,
  { curves, text }: { readonly curves: readonly string[]; readonly text: string },
): void {
  checkFrame(certificate);
  const extensions = certificateExtensions(certificate);
  checkExtensions(extensions);
  checkUsages(extensions, certificate);
  checkNames(extensions.get(EXTENSION.subjectAlternativeName), hasSubject(certificate));
  const { asymmetricKeyDetails } = new X509Certificate(der).publicKey;
  const curve = certificate.tbsCertificate.subs[6]?.subs[0]?.subs[1];
  // Node names a curve that is spelled out, too; OpenSSL refuses such a key in a chain.
  const isNamed = curve?.tag.isOID() === true;
  if (!isNamed || !curves.includes(asymmetricKeyDetails?.namedCurve ?? '')) {
    throw new RangeError(`the key is not ECDSA ${text}`);
  }
}

/** Version, serial number, algorithm and dates (RFC 5280 4.1). */
function checkFrame(certificate: SigstoreCertificate): void {
  const [, serial, algorithm, , validity] = certificate.tbsCertificate.subs;
  const number = serial?.toInteger() ?? -1n;
  if (certificate.version !== 'v3') throw new RangeError('the certificate is not of version 3');
  if (number < 0n || number >= 1n << 160n) {
    throw new RangeError("the certificate's serial number is negative or too long");
  }
  const outside = certificate.root.subs[1];
  if (!isAlgorithm(algorithm) || outside?.toDER().equals(algorithm.toDER()) !== true) {
    throw new RangeError('the certificate names two signature algorithms, or none that is known');
  }
  if (validity?.subs.every(({ tag }) => tag.isUTCTime()) !== true) {
    throw new RangeError("the certificate's dates are no UTCTime");
  }
}

/** PKCS #1 with SHA-256, 384 and 512: their identifiers have NULL as parameters (RFC 4055 5). */
const RSA = ['1.2.840.113549.1.1.11', '1.2.840.113549.1.1.12', '1.2.840.113549.1.1.13'];
const NULL = 0x05;

/** Whether a CA's signature algorithm has the form of its kind: those of ECDSA have no parameters (RFC 5758). */
function isAlgorithm(algorithm: Asn1 | undefined): algorithm is Asn1 {
  const [id, parameters, ...more] = algorithm?.subs ?? [];
  if (id?.tag.isOID() !== true || more.length > 0) return false;
  return RSA.includes(id.toOID())
    ? parameters?.tag.toDER() === NULL && parameters.value.length === 0
    : parameters === undefined;
}

function checkExtensions(extensions: ReadonlyMap<string, Extension>): void {
  const known: readonly string[] = Object.values(EXTENSION);
  const mayBeCritical: readonly string[] = [
    EXTENSION.keyUsage,
    EXTENSION.subjectAlternativeName,
    EXTENSION.basicConstraints,
  ];
  for (const [id, { critical }] of extensions) {
    if (critical && !mayBeCritical.includes(id)) {
      throw new RangeError(`the certificate's extension ${id} is critical`);
    }
    if (!known.includes(id) && PKIX_ARCS.some((arc) => id.startsWith(arc))) {
      throw new RangeError(`the certificate has extension ${id}, which Fulcio does not use`);
    }
  }
  const authority = extensions.get(EXTENSION.authorityKeyIdentifier);
  const [keyIdentifier, ...more] = authority === undefined ? [] : items(authority);
  if (keyIdentifier?.tag.isContextSpecific(0) !== true || more.length > 0) {
    throw new RangeError(
      'the certificate does not say, by its identifier alone, which key signed it',
    );
  }
}

function checkUsages(
  extensions: ReadonlyMap<string, Extension>,
  certificate: SigstoreCertificate,
): void {
  const constraints = extensions.get(EXTENSION.basicConstraints);
  if (constraints !== undefined && items(constraints).length > 0) {
    throw new RangeError('the certificate is a CA');
  }
  const extended = extensions.get(EXTENSION.extendedKeyUsage);
  if (!extended || !items(extended).some((usage) => usage.toOID() === CODE_SIGNING)) {
    throw new RangeError('the certificate is not for code signing');
  }
  const usage = extensions.get(EXTENSION.keyUsage);
  if (usage?.content?.tag.isBitString() !== true || !certificate.extKeyUsage?.digitalSignature) {
    throw new RangeError('the certificate is not for digital signatures');
  }
  if (certificate.extKeyUsage.keyCertSign || certificate.extKeyUsage.crlSign) {
    throw new RangeError('the certificate is for signing certificates');
  }
}

/** GeneralName (RFC 5280 4.2.1.6): rfc822Name, dNSName and URI, which are what Fulcio uses. */
const NAME_TAGS = [1, 2, 6];

function checkNames(names: Extension | undefined, subject: boolean): void {
  if (!names) throw new RangeError('the certificate has no subject alternative name');
  if (names.critical === subject) {
    throw new RangeError(
      `the certificate's alternative name is ${subject ? '' : 'not '}critical beside ${subject ? 'a' : 'no'} subject`,
    );
  }
  const isKnown = ({ tag }: Asn1) => NAME_TAGS.some((number) => tag.isContextSpecific(number));
  if (items(names).length === 0 || !items(names).every(isKnown)) {
    throw new RangeError("the certificate's alternative name is no URI, email address or host");
  }
}

function hasSubject(certificate: SigstoreCertificate): boolean {
  return (certificate.tbsCertificate.subs[5]?.subs.length ?? 0) > 0;
}

/** The items of an extension that is a sequence. */
function items({ content }: Extension): readonly Asn1[] {
  if (content === undefined || !content.tag.constructed) {
    throw new RangeError('the certificate has an extension that cannot be read');
  }
  return content.subs;
}
