import { GITHUB_ISSUER } from '../github/claims.ts';
import { utf8String } from '../sigstore/der.ts';
import { type Extensions, VerificationFailed } from './signature-verification.ts';
import type { PublisherIdentity } from './state.ts';

const FULCIO = '1.3.6.1.4.1.57264.1';
const BUILD_CONFIG = `<ObjectIdentifier(oid=${FULCIO}.18, name=Unknown OID)>`;

/**
 * pypi-attestations' rule for a GitHub publisher: issuer, repository (case counts) and workflow, the
 * last at the certificate's own digest or ref. Throws VerificationFailed.
 */
export function checkPublisher(extensions: Extensions, publisher: PublisherIdentity): void {
  const repository = `${publisher.owner}/${publisher.repository}`;
  const text = (arc: number): string | undefined => utf8(extensions(`${FULCIO}.${arc}`));
  exactly('OIDCIssuerV2', 8, text(8), GITHUB_ISSUER);
  exactly('OIDCSourceRepositoryURI', 12, text(12), `https://github.com/${repository}`);
  const suffixes = [text(13), text(14)].filter((suffix) => suffix !== undefined);
  if (suffixes.length === 0) {
    throw new VerificationFailed(
      'Certificate must contain either Source Repository Digest or Source Repository Ref',
    );
  }
  const uri = text(18);
  if (uri === undefined) {
    // pypi-attestations does not catch this one, so PyPI calls it an unknown error.
    throw new Error(`No ${BUILD_CONFIG} extension was found`);
  }
  const workflow = `https://github.com/${repository}/.github/workflows/${publisher.workflow}`;
  if (!suffixes.some((suffix) => uri === `${workflow}@${suffix}`)) {
    throw new VerificationFailed(
      `Certificate's Build Config URI (${pythonRepr(uri)}) does not match expected Trusted Publisher (${publisher.workflow} @ ${repository})`,
    );
  }
}

function exactly(name: string, arc: number, got: string | undefined, expected: string): void {
  if (got === undefined) {
    throw new VerificationFailed(
      `Certificate does not contain ${name} (${FULCIO}.${arc}) extension`,
    );
  }
  if (got !== expected) {
    throw new VerificationFailed(
      `Certificate's ${name} does not match (got ${got}, expected ${expected})`,
    );
  }
}

/** The extension as Python's cryptography shows it, which is what PyPI's message has in it. */
function pythonRepr(uri: string): string {
  const bytes = Array.from(utf8String(uri), (byte) => {
    const isPlain = byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c;
    return isPlain ? String.fromCodePoint(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `<Extension(oid=${BUILD_CONFIG}, critical=False, value=<UnrecognizedExtension(oid=${BUILD_CONFIG}, value=b'${bytes.join('')}')>)>`;
}

/** A DER UTF8String of exactly this length; anything else is no value. */
function utf8(der: Buffer | undefined): string | undefined {
  if (der === undefined || der[0] !== 0x0c) return undefined;
  const first = der[1] ?? 0;
  const header = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : der.readUIntBE(2, Math.min(first & 0x7f, 6) || 1);
  if (header + length !== der.length) return undefined;
  return der.subarray(header).toString('utf8');
}
