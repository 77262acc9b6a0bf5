import { GITHUB_ISSUER } from '../github/claims.ts';
import { type Extensions, VerificationFailed } from './signature-verification.ts';
import type { PublisherIdentity } from './state.ts';

const FULCIO = '1.3.6.1.4.1.57264.1';

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
  const workflow = `https://github.com/${repository}/.github/workflows/${publisher.workflow}`;
  if (!suffixes.some((suffix) => uri === `${workflow}@${suffix}`)) {
    throw new VerificationFailed(
      `Certificate's Build Config URI (${uri}) does not match expected Trusted Publisher (${publisher.workflow} @ ${repository})`,
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

/** A DER UTF8String of exactly this length; anything else is no value. */
function utf8(der: Buffer | undefined): string | undefined {
  if (der === undefined || der[0] !== 0x0c) return undefined;
  const first = der[1] ?? 0;
  const header = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : der.readUIntBE(2, Math.min(first & 0x7f, 6) || 1);
  if (header + length !== der.length) return undefined;
  return der.subarray(header).toString('utf8');
}
