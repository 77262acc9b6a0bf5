import { matchesGlob } from 'node:path';
import { MANAGED_KEY_ISSUER } from '../../sigstore/model/managed-key.ts';
import { asksForSomebody, type IdentityDemands, namesSigner } from '../policy/demands.ts';
import type { BundleSigner, Policy } from '../policy/policy.ts';
import { type UnmetDemand, unmetDemands } from '../policy/unmet-demands.ts';
import type { ExpectedIdentity, Identity } from './identity.ts';

/** Who must have signed a plain file, and who says so. */
export interface ExpectedSigner extends Pick<BundleSigner, 'identity' | 'issuer'> {
  readonly from: Extract<ExpectedIdentity['from'], 'option' | 'policy'>;
}

/**
 * Who must have signed a plain file: the options' word, then the policy's, then what is known of
 * CPython's releases.
 * @returns undefined where nobody says it as a name: then the other demands of the options count
 */
export function expectedSigner(
  filename: string,
  demands: IdentityDemands,
  { bundles }: Policy,
): ExpectedSigner | undefined {
  const { certIdentity, certOidcIssuer, key } = demands;
  if (key !== undefined) return { identity: key, issuer: MANAGED_KEY_ISSUER, from: 'option' };
  if (certIdentity !== undefined && certOidcIssuer !== undefined) {
    return { identity: certIdentity, issuer: certOidcIssuer, from: 'option' };
  }
  if (asksForSomebody(demands)) return undefined;
  const known = [...bundles, ...RELEASE_MANAGERS].find(({ files }) => matchesGlob(filename, files));
  return known && { identity: known.identity, issuer: known.issuer, from: 'policy' };
}

/** Whether options or the policy say that a plain file is signed, so that one without a bundle fails. */
export function mustBeSigned(
  filename: string,
  demands: IdentityDemands,
  { bundles }: Policy,
): boolean {
  if (asksForSomebody(demands) || namesSigner(demands)) return true;
  return bundles.some(({ files }) => matchesGlob(filename, files));
}

/** What the signer of a bundle is not and should be; empty where it is who it should be. */
export function unmetByBundle(
  signed: { readonly identity: Identity; readonly subject: string | undefined },
  expected: ExpectedSigner | undefined,
  demands: IdentityDemands,
): readonly UnmetDemand[] {
  const unmet = unmetDemands(signed.identity, demands);
  if (expected === undefined) return unmet;
  const { identity: name, issuer, from } = expected;
  if (signed.subject === name && signed.identity.issuer === issuer) return unmet;
  return [
    { message: `not by ${name} (${issuer})`, expected: { email: name, issuer, from } },
    ...unmet,
  ];
}

const GITHUB = 'https://github.com/login/oauth';
const GOOGLE = 'https://accounts.google.com';

/**
 * Who signs CPython's releases with Sigstore, as https://www.python.org/downloads/metadata/sigstore/
 * lists them (2026-11-26). Those of 3.16 and 3.17 are not on that page yet: they come from public release scripts
 * (2026-12-01). Every file of a release is called `Python-VERSION…` or `python-VERSION…`, whatever its ending. A
 * policy's `[bundle]` comes before it, as do options: such tables were wrong before (sigstore/sigstore-python#600).
 */
const RELEASE_MANAGERS: readonly BundleSigner[] = [
  ['3.7', 'nad@python.org', GITHUB],
  ['3.8', 'lukasz@langa.pl', GITHUB],
  ['3.9', 'lukasz@langa.pl', GITHUB],
  ['3.10', 'pablogsal@python.org', GOOGLE],
  ['3.11', 'pablogsal@python.org', GOOGLE],
  ['3.12', 'thomas@python.org', GOOGLE],
  ['3.13', 'thomas@python.org', GOOGLE],
  ['3.14', 'hugo@python.org', GITHUB],
  ['3.15', 'hugo@python.org', GITHUB],
  ['3.16', 'savannah@python.org', GITHUB],
  ['3.17', 'savannah@python.org', GITHUB],
].map(([version, identity = '', issuer = '']) => ({
  files: `[Pp]ython-${version}.*`,
  identity,
  issuer,
}));
