import type { Claims } from '../github/claims.ts';
import { extension, subjectAlternativeEmail, subjectAlternativeUri } from './certificate.ts';
import { utf8String } from './der.ts';
import { githubExtensions } from './github-extensions.ts';

/** Whom a certificate names: what Fulcio makes of an ID token. */
export interface Signer {
  /** The SAN extension. */
  readonly subjectAlternativeName: Buffer;
  /** Fulcio's own extensions (docs/oid-info.md). */
  readonly extensions: readonly Buffer[];
}

const FULCIO = '1.3.6.1.4.1.57264.1';

/** A job of GitHub Actions. */
export const githubSigner = (claims: Claims): Signer => ({
  subjectAlternativeName: subjectAlternativeUri(
    `https://github.com/${String(claims['job_workflow_ref'])}`,
  ),
  extensions: githubExtensions(claims),
});

/** A job of GitLab's CI/CD. */
export interface GitlabJob {
  /** `group/project`. */
  readonly project: string;
  readonly projectId: string;
  readonly groupId: string;
  /** The path of the configuration, such as `.gitlab-ci.yml`. */
  readonly workflow: string;
  readonly ref: string;
  readonly environment?: string | undefined;
}

/** A job of GitLab, with the extensions that Fulcio makes of its ID token. */
export function gitlabSigner(job: GitlabJob): Signer {
  const server = 'https://gitlab.com';
  const config = `${server}/${job.project}//${job.workflow}@${job.ref}`;
  const sha = '9a1c0e7d5b3f2846a0c1d2e3f405162738495a6b';
  const values: readonly (readonly [number, string])[] = [
    [8, server],
    [9, config],
    [10, sha],
    [11, 'gitlab-hosted'],
    [12, `${server}/${job.project}`],
    [13, sha],
    [14, job.ref],
    [15, job.projectId],
    [16, `${server}/${job.project.split('/', 1)[0]}`],
    [17, job.groupId],
    [18, config],
    [19, sha],
    [20, 'push'],
    [21, `${server}/${job.project}/-/jobs/7020431`],
    [22, 'public'],
    ...(job.environment === undefined ? [] : [[23, job.environment] as const]),
  ];
  return {
    subjectAlternativeName: subjectAlternativeUri(config),
    extensions: values.map(([arc, value]) => extension(`${FULCIO}.${arc}`, utf8String(value))),
  };
}

/** A person who has signed in at an identity provider. */
export const emailSigner = (email: string, issuer: string): Signer => ({
  subjectAlternativeName: subjectAlternativeEmail(email),
  extensions: [
    extension(`${FULCIO}.1`, Buffer.from(issuer)),
    extension(`${FULCIO}.8`, utf8String(issuer)),
  ],
});
