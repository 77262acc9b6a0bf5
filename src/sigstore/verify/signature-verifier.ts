import type { Bundle } from '@sigstore/bundle';
import type { X509Certificate } from '@sigstore/core';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import {
  type SignedEntity,
  type Signer,
  toTrustMaterial,
  VerificationError,
  Verifier,
} from '@sigstore/verify';
import { CLAIM } from '../model/certificate-claim.ts';
import { hasNoLogs } from '../model/has-no-logs.ts';
import { MANAGED_KEY_ISSUER, type ManagedKey } from '../model/managed-key.ts';
import { MANAGED_KEY, UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { checkBundleEntries } from './bundle-entries.ts';
import {
  checkAuthoritiesOnce,
  checkEachCertificateOnce,
  createEntityReader,
} from './certificate-cache.ts';
import {
  type CertificateClaims,
  certificateClaims,
  fileClaims,
  laterClaims,
} from './certificate-claims.ts';
import { expectCheckable } from './checkable.ts';
import { checkLeafProfile } from './leaf-profile.ts';

/**
 * What a verified certificate says of its holder. A managed key has nothing but its fingerprint, as subject, and
 * {@link MANAGED_KEY_ISSUER} as issuer.
 */
export interface VerifiedSigner {
  /** Fulcio's extensions 8 to 22. */
  readonly claims: CertificateClaims;
  /** 23 (environment) and 24 (token subject), where they are there. */
  readonly laterClaims: CertificateClaims;
  /** The subject alternative name: a workflow's URI, or an email address. */
  readonly subject: string | undefined;
}

/** Verifies signature, certificate, timestamps and log entry of a bundle, whoever signed it. */
export interface SignatureVerifier {
  /**
   * @param artifact the bytes of the file that the bundle is about, or how its signature is checked
   *   without them; none for an attestation of PEP 740, whose key has fewer curves to be over
   * @throws Error that says what is wrong: `VerificationError` or `RangeError`
   * @throws UncheckableEvidence where it is of a kind that is not verified here
   */
  signer(bundle: Bundle, artifact?: Buffer | SignedEntity['signature']): VerifiedSigner;
}

/**
 * Chains of authorities and each leaf are checked once. No identity is handed to
 * `@sigstore/verify`, which would take it for an unanchored pattern: whoever asks compares.
 * @param trustedRoot the keys of the Sigstore instance to believe
 * @param managedKey the key that a bundle without a certificate must be signed with
 */
export function createSignatureVerifier(
  trustedRoot: TrustedRoot,
  managedKey?: ManagedKey,
): SignatureVerifier {
  const material = toTrustMaterial(withoutUndated(trustedRoot), () => {
    if (managedKey === undefined) throw new UncheckableEvidence(MANAGED_KEY);
    return { publicKey: managedKey.key, validFor: () => true };
  });
  checkAuthoritiesOnce([...material.certificateAuthorities, ...material.timestampAuthorities]);
  const verifier = checkEachCertificateOnce(
    new Verifier(material, hasNoLogs(trustedRoot) ? { tlogThreshold: 0, ctlogThreshold: 0 } : {}),
  );
  const read = createEntityReader();
  const known = new Map<string, VerifiedSigner>();
  return {
    signer: (bundle, artifact) => {
      expectCheckable(bundle, managedKey !== undefined);
      const { signer, parsed } = readable(() => {
        const entity = read(bundle, artifact);
        const { key } = entity;
        return {
          signer: verifier.verify(entity),
          parsed: key.$case === 'certificate' ? key.certificate : undefined,
        };
      });
      checkBundleEntries(bundle, managedKey);
      if (bundle.verificationMaterial.content.$case === 'publicKey') return keyHolder(managedKey);
      const certificate = leaf(bundle);
      const signs = artifact === undefined ? 'attestation' : 'file';
      const id = `${signs} ${certificate.toString('base64')}`;
      const verified = known.get(id) ?? readSigner(certificate, signs, signer, parsed);
      known.set(id, verified);
      return verified;
    },
  };
}

/** `@sigstore/core` throws errors of many kinds where a certificate is no DER. */
function readable<T>(verify: () => T): T {
  try {
    return verify();
  } catch (cause) {
    if (cause instanceof VerificationError || cause instanceof RangeError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`its certificate or its log entry cannot be read (${why})`, { cause });
  }
}

/** A key says nothing of itself but what it is. */
function keyHolder(key: ManagedKey | undefined): VerifiedSigner {
  const claims = new Map([[CLAIM.issuer, MANAGED_KEY_ISSUER]]);
  return { claims, laterClaims: new Map(), subject: key?.fingerprint };
}

function leaf({ verificationMaterial: { content } }: Bundle): Buffer<ArrayBuffer> {
  const certificate =
    content.$case === 'certificate'
      ? content.certificate
      : content.$case === 'x509CertificateChain'
        ? content.x509CertificateChain.certificates[0]
        : undefined;
  if (certificate === undefined) throw new RangeError('it has no certificate');
  return Buffer.from(certificate.rawBytes);
}

function readSigner(
  certificate: Buffer<ArrayBuffer>,
  signs: 'attestation' | 'file',
  signer: Signer,
  parsed: X509Certificate | undefined,
): VerifiedSigner {
  checkLeafProfile(certificate, signs, parsed);
  return {
    claims: signs === 'file' ? fileClaims(signer) : certificateClaims(signer),
    laterClaims: laterClaims(signer),
    subject: signer.identity?.subjectAlternativeName,
  };
}

/**
 * A trusted root without what has no start of validity: `@sigstore/verify` would take such a
 * log or CA as valid for ever.
 */
export function withoutUndated(root: TrustedRoot): TrustedRoot {
  return {
    ...root,
    tlogs: root.tlogs.filter((log) => log.publicKey?.validFor?.start),
    ctlogs: root.ctlogs.filter((log) => log.publicKey?.validFor?.start),
    certificateAuthorities: root.certificateAuthorities.filter((ca) => ca.validFor?.start),
    timestampAuthorities: root.timestampAuthorities.filter((ca) => ca.validFor?.start),
  };
}
