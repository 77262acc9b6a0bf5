import type { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { PublishError } from '../../errors.ts';
import { UncheckableEvidence } from '../model/uncheckable-evidence.ts';
import { readAttestations } from '../read/read-attestations.ts';
import { readBundle } from '../read/read-bundle.ts';
import type { SignedDocument } from '../read/signed-document.ts';
import { createAttestationVerifier } from './attestation-verifier.ts';
import { checkBundleEntries } from './bundle-entries.ts';
import { checkEachCertificateOnce } from './certificate-cache.ts';
import { expectCheckable } from './checkable.ts';
import type { GithubIdentity } from './publisher-policy.ts';
import { createSignatureVerifier, withoutUndated } from './signature-verifier.ts';

/** What is known about a document besides itself. */
export interface VerificationContext {
  /** The bytes that it signs; needed where it holds no statement. */
  readonly bytes: Buffer | undefined;
  /** Who should have signed; whoever the certificate names where undefined. */
  readonly publisher: GithubIdentity | undefined;
}

/** Verifies signature, certificate and log entry of a document, whoever signed it. */
export interface DocumentVerifier {
  /** Throws nothing. */
  verify(document: SignedDocument, context: VerificationContext): DocumentVerdict;
}

/** How the signature of a document did; `reason` is a sentence. */
export type DocumentVerdict =
  | { readonly kind: 'verified' }
  /** It may be true, and it cannot be verified here. */
  | { readonly kind: 'uncheckable'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * @param trustedRoot the keys of the Sigstore instance to believe
 * @param loglessRoot the keys of one without logs (GitHub's), for bundles that have no log entry
 */
export function createDocumentVerifier(
  trustedRoot: TrustedRoot,
  loglessRoot?: TrustedRoot,
): DocumentVerifier {
  const attestations = createAttestationVerifier(trustedRoot);
  const bundles = checkEachCertificateOnce(
    new Verifier(toTrustMaterial(withoutUndated(trustedRoot))),
  );
  const verify = (document: SignedDocument, { bytes, publisher }: VerificationContext) => {
    const bundle = readBundle(document.json);
    if (bundle.content.$case === 'messageSignature' && bytes === undefined) {
      throw new UncheckableEvidence('the file that it signs is not here');
    }
    expectCheckable(bundle, false);
    if (loglessRoot !== undefined && bundle.verificationMaterial.tlogEntries.length === 0) {
      const { content } = bundle;
      const signed = content.$case === 'dsseEnvelope' ? content.dsseEnvelope.payload : bytes;
      createSignatureVerifier(loglessRoot).signer(bundle, signed);
      return;
    }
    bundles.verify(toSignedEntity(bundle, bytes));
    checkBundleEntries(bundle);
    const identity = publisher ?? githubIdentity(document);
    // What PyPI would refuse for its form has no stricter rules to break.
    if (!identity || document.refusals.length > 0) return;
    for (const { attestation, statement } of readAttestations(JSON.stringify(document.json))) {
      attestations.verify(attestation, statement.subject, identity);
    }
  };
  return {
    verify: (document, context) => {
      try {
        verify(document, context);
        return { kind: 'verified' };
      } catch (error) {
        const cause = error instanceof PublishError ? error.cause : error;
        const kind = cause instanceof UncheckableEvidence ? 'uncheckable' : 'failed';
        return { kind, reason: cause instanceof Error ? cause.message : String(cause) };
      }
    },
  };
}

const GITHUB = 'https://github.com/';

/** The identity that a GitHub workflow's certificate claims. */
function githubIdentity({ certificate }: SignedDocument): GithubIdentity | undefined {
  const claim = (name: string) => certificate?.claims.get(name) ?? '';
  const repositoryUri = claim('source-repository-uri');
  const [, workflow] = /\/\.github\/workflows\/([^/@]+)@/.exec(claim('build-config-uri')) ?? [];
  if (!repositoryUri.startsWith(GITHUB) || workflow === undefined) return undefined;
  const repository = repositoryUri.slice(GITHUB.length);
  return { issuer: claim('issuer'), repository, workflow };
}
