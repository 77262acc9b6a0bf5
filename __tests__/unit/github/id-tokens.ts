import type { IdTokenClaims } from '../../../src/github/oidc.ts';
import { decodeIdToken, type IdToken } from '../../../src/github/oidc.ts';

const WORKFLOW = 'acme/widget/.github/workflows/release.yml@refs/tags/v1';

/** What GitHub says of a job of acme/widget's release.yml. */
export const CLAIMS: IdTokenClaims = {
  iss: 'https://token.actions.githubusercontent.com',
  aud: 'pypi',
  sub: 'repo:acme/widget:ref:refs/tags/v1',
  exp: 1_790_000_000,
  repository: 'acme/widget',
  repository_owner: 'acme',
  workflow_ref: WORKFLOW,
  job_workflow_ref: WORKFLOW,
  event_name: 'push',
};

/** A JWT with this payload and no real signature. */
export function makeIdToken(payload: unknown): string {
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(payload)}.c2lnbmF0dXJl`;
}

/** The same, read. */
export function readIdToken(claims: Partial<IdTokenClaims> = {}): IdToken {
  const token = decodeIdToken(makeIdToken({ ...CLAIMS, ...claims }));
  if (!token) throw new TypeError('claims that are none');
  return token;
}
