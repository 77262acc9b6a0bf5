import { CLAIM } from '../model/certificate-claim.ts';
import type { CertificateClaims } from './certificate-claims.ts';

/** The identity that must have signed, as PyPI has it on file for a publisher. */
export interface GithubIdentity {
  readonly issuer: string;
  /** `owner/repository`, in the exact case. */
  readonly repository: string;
  /** The workflow's file name. */
  readonly workflow: string;
}

/**
 * PyPI's rule for a GitHub publisher (`GitHubPublisher` of pypi-attestations): the issuer,
 * the repository and the Build Config URI agree to the letter; the latter ends in the
 * certificate's own commit or ref.
 * @throws RangeError that names the claim and both values
 */
export function checkGithubIdentity(claims: CertificateClaims, identity: GithubIdentity): void {
  const repositoryUri = `https://github.com/${identity.repository}`;
  expect('issuer', claims.get(CLAIM.issuer), [identity.issuer]);
  expect('repository', claims.get(CLAIM.sourceRepositoryUri), [repositoryUri]);
  const ends = [CLAIM.sourceRepositoryDigest, CLAIM.sourceRepositoryRef]
    .map((claim) => claims.get(claim))
    .filter((end) => end !== undefined);
  const workflow = `${repositoryUri}/.github/workflows/${identity.workflow}`;
  expect(
    'workflow',
    claims.get(CLAIM.buildConfigUri),
    ends.map((end) => `${workflow}@${end}`),
  );
}

function expect(what: string, found: string | undefined, allowed: readonly string[]): void {
  if (found === undefined || !allowed.includes(found)) {
    throw new RangeError(
      `the certificate's ${what} is ${found ?? 'missing'}, not ${allowed.join(' or ')}`,
    );
  }
}
