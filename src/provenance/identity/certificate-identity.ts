import { CLAIM } from '../../sigstore/model/certificate-claim.ts';
import type { Identity } from './identity.ts';

/** What a verified certificate holds, as far as identities go. */
export interface CertificateHolder {
  /** Extensions of Fulcio's by number: {@link CLAIM}. */
  readonly claims: ReadonlyMap<number, string>;
  /** The later ones, 23 and 24. */
  readonly laterClaims: ReadonlyMap<number, string>;
  /** The subject alternative name. */
  readonly subject: string | undefined;
}

/** Issuers of ID tokens as certificates name them, to the letter. */
const ISSUER = {
  github: 'https://token.actions.githubusercontent.com',
  gitlab: 'https://gitlab.com',
  google: 'https://accounts.google.com',
  circleci: 'https://oidc.circleci.com',
} as const;

/** Reads who a verified certificate was made out to. */
export function certificateIdentity(holder: CertificateHolder): Identity {
  const issuer = holder.claims.get(CLAIM.issuer) ?? '';
  switch (issuer) {
    case ISSUER.github:
      return hosted(holder, {
        kind: 'GitHub',
        host: 'https://github.com/',
        workflows: '/.github/workflows/',
      });
    case ISSUER.gitlab:
      return hosted(holder, { kind: 'GitLab', host: 'https://gitlab.com/', workflows: '//' });
    case ISSUER.circleci:
      return circleci(holder);
    default:
      return personal(holder, issuer);
  }
}

interface Host {
  readonly kind: 'GitHub' | 'GitLab';
  /** What repository URIs begin with. */
  readonly host: string;
  /** What stands between a repository and a workflow in a URI. */
  readonly workflows: string;
}

function hosted(holder: CertificateHolder, { kind, host, workflows }: Host): Identity {
  const { claims } = holder;
  const repository = after(host, claims.get(CLAIM.sourceRepositoryUri));
  const config = claims.get(CLAIM.buildConfigUri);
  const called = claims.get(CLAIM.buildSignerUri);
  const started = after(host, atOwnCommit(claims, config));
  const signer = after(host, atOwnCommit(claims, called) ?? withoutRef(called));
  return {
    kind,
    issuer: claims.get(CLAIM.issuer) ?? '',
    repository,
    repositoryId: claims.get(CLAIM.sourceRepositoryIdentifier),
    ownerId: claims.get(CLAIM.sourceRepositoryOwnerIdentifier),
    workflow: repository === undefined ? undefined : after(`${repository}${workflows}`, started),
    environment: environment(holder),
    ...circumstances(claims),
    reusableWorkflow: signer === started ? undefined : signer,
  };
}

/** Where, when and by what a run was started. */
function circumstances(claims: ReadonlyMap<number, string>) {
  return {
    ref: claims.get(CLAIM.sourceRepositoryRef),
    commit: claims.get(CLAIM.sourceRepositoryDigest),
    trigger: claims.get(CLAIM.buildTrigger),
    runner: claims.get(CLAIM.runnerEnvironment),
    run: claims.get(CLAIM.runInvocationUri),
  };
}

/**
 * A certificate with a token subject (24) was made when Fulcio wrote environments (23), too:
 * there, none is none. Before that nobody knows.
 */
function environment({ laterClaims }: CertificateHolder): string | null | undefined {
  const name = laterClaims.get(CLAIM.deploymentEnvironment);
  return name ?? (laterClaims.has(CLAIM.tokenSubject) ? null : undefined);
}

/**
 * A workflow's URI without the certificate's own commit or ref, in which it ends (as PyPI
 * demands of the workflow that was started); undefined where it does not.
 */
function atOwnCommit(
  claims: ReadonlyMap<number, string>,
  uri: string | undefined,
): string | undefined {
  const end = [CLAIM.sourceRepositoryDigest, CLAIM.sourceRepositoryRef]
    .map((claim) => claims.get(claim))
    .find((one) => one !== undefined && uri?.endsWith(`@${one}`));
  return end === undefined ? undefined : uri?.slice(0, -end.length - 1);
}

function circleci({ claims }: CertificateHolder): Identity {
  const [, projectId, pipelineDefinitionId] =
    /^https:\/\/circleci\.com\/api\/v2\/projects\/([^/]+)\/pipeline-definitions\/([^/]+)$/.exec(
      claims.get(CLAIM.buildSignerUri) ?? '',
    ) ?? [];
  return {
    kind: 'CircleCI',
    issuer: ISSUER.circleci,
    projectId,
    pipelineDefinitionId,
    // With its host and without a scheme: `github.com/owner/name`.
    repository: claims.get(CLAIM.sourceRepositoryUri),
    ref: claims.get(CLAIM.sourceRepositoryRef),
    commit: claims.get(CLAIM.sourceRepositoryDigest),
    run: claims.get(CLAIM.runInvocationUri),
  };
}

/** Service accounts and people, known by their address; or whoever else Fulcio knows. */
function personal({ claims, subject }: CertificateHolder, issuer: string): Identity {
  const isAddress = subject !== undefined && /^[^@\s/]+@[^@\s/]+$/.test(subject);
  if (isAddress)
    return { kind: issuer === ISSUER.google ? 'Google' : 'Email', issuer, email: subject };
  return {
    kind: 'Other',
    issuer,
    repository: claims.get(CLAIM.sourceRepositoryUri) ?? subject,
    repositoryId: claims.get(CLAIM.sourceRepositoryIdentifier),
    ownerId: claims.get(CLAIM.sourceRepositoryOwnerIdentifier),
    workflow: withoutRef(claims.get(CLAIM.buildConfigUri)),
    ...circumstances(claims),
  };
}

function after(start: string, text: string | undefined): string | undefined {
  return text?.startsWith(start) && text.length > start.length
    ? text.slice(start.length)
    : undefined;
}

/**
 * A workflow's URI at a ref that nothing else tells. Refs may contain an `@`, and so may the name of
 * a workflow on GitHub, which ends with `.yml` or `.yaml`.
 */
function withoutRef(uri: string | undefined): string | undefined {
  const at = uri?.indexOf('@') ?? -1;
  const workflow = /^[^@]*(?:@[^@/]*)*?\.ya?ml(?=@)/.exec(uri ?? '')?.[0];
  return workflow ?? (at < 0 ? uri : uri?.slice(0, at));
}
