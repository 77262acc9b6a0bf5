import { X509Certificate } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import type { TrustedRoot } from '@sigstore/protobuf-specs';
import type { ManagedKey } from '../model/managed-key.ts';
import { createSignatureVerifier, type SignatureVerifier } from './signature-verifier.ts';

/**
 * Verifies each bundle with the keys of the instance whose authority its certificate names as issuer. Which
 * instance that is decides nothing but the keys: each demands its own evidence.
 * @param main verifies what no other instance issued
 * @param others read when a bundle comes that `main` did not issue
 */
export function verifierOfInstances(
  main: { readonly root: TrustedRoot; readonly signatures: SignatureVerifier },
  others: () => readonly TrustedRoot[],
  managedKey: ManagedKey | undefined,
): SignatureVerifier {
  const mainAuthorities = authoritiesOf(main.root);
  let opened: readonly Instance[] | undefined;
  return {
    signer: (bundle, artifact) => {
      const issuer = issuerOf(bundle);
      if (issuer === undefined || mainAuthorities.has(issuer)) {
        return main.signatures.signer(bundle, artifact);
      }
      opened ??= others().map((root) => ({
        authorities: authoritiesOf(root),
        signatures: createSignatureVerifier(root, managedKey),
      }));
      const found = opened.find(({ authorities }) => authorities.has(issuer));
      return (found ?? main).signatures.signer(bundle, artifact);
    },
  };
}

interface Instance {
  readonly authorities: ReadonlySet<string>;
  readonly signatures: SignatureVerifier;
}

/** The names of all authorities that may issue certificates. */
function authoritiesOf({ certificateAuthorities }: TrustedRoot): ReadonlySet<string> {
  const chains = certificateAuthorities.flatMap(({ certChain }) => certChain?.certificates ?? []);
  return new Set(chains.map(({ rawBytes }) => new X509Certificate(rawBytes).subject));
}

/** @returns undefined where there is no certificate, or none that can be read */
function issuerOf({ verificationMaterial: { content } }: Bundle): string | undefined {
  const leaf =
    content.$case === 'certificate'
      ? content.certificate
      : content.$case === 'x509CertificateChain'
        ? content.x509CertificateChain.certificates[0]
        : undefined;
  try {
    return leaf && new X509Certificate(leaf.rawBytes).issuer;
  } catch {
    return undefined;
  }
}
