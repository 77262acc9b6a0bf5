import { matchesGlob } from 'node:path';
import type { IdentityDemands } from './demands.ts';
import type { ExpectedIdentity } from './identity.ts';
import type { BundleSigner, Policy } from './policy.ts';
import { RELEASE_MANAGERS } from './release-managers.ts';

/** Who must have signed a plain file, and who says so. */
export interface ExpectedSigner extends Pick<BundleSigner, 'identity' | 'issuer'> {
  readonly from: Extract<ExpectedIdentity['from'], 'option' | 'policy'>;
}

/**
 * Who must have signed a plain file: the options' word, then the policy's, then what is known of
 * CPython's releases.
 */
export function expectedSigner(
  filename: string,
  { certIdentity, certOidcIssuer }: IdentityDemands,
  { bundles }: Policy,
): ExpectedSigner | undefined {
  if (certIdentity !== undefined && certOidcIssuer !== undefined) {
    return { identity: certIdentity, issuer: certOidcIssuer, from: 'option' };
  }
  const known = [...bundles, ...RELEASE_MANAGERS].find(({ files }) => matchesGlob(filename, files));
  return known && { identity: known.identity, issuer: known.issuer, from: 'policy' };
}
