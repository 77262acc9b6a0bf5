import { randomBytes, randomUUID } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import { sendJson } from '../http/json.ts';
import { type Exchange, type LoopbackServer, startServer } from '../http/server.ts';
import { type Claims, GITHUB_ISSUER, githubClaims } from './claims.ts';
import { makeSigningKey } from './signing-key.ts';

export interface GithubOptions {
  /** Claims that differ from the usual job's; undefined leaves one out. */
  readonly claims?: Claims;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface GithubService extends LoopbackServer {
  /** ACTIONS_ID_TOKEN_REQUEST_URL: has a query string, to which clients add `&audience=`. */
  readonly requestUrl: string;
  /** ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
  readonly requestToken: string;
  /** The claims of tokens to come; may be changed at any time, jti and exp included. */
  claims: Claims;
  readonly jwks: JSONWebKeySet;
  /** Every ID token handed out, so that a test can look for leaks. */
  readonly issued: string[];
  /** A fresh ID token without going through HTTP; `overrides` win over everything. */
  idToken(audience: string, overrides?: Claims): string;
  /** Signs exactly these claims. */
  sign(claims: Claims): string;
}

const LIFETIME = 300;
const JOB =
  '/_apis/distributedtask/hubs/Actions/plans/0f1d5d5c-6d1b-4a63-8f7e-8e3f0c1d2b3a/jobs/ca395085-040a-526b-2ce8-bdc85f692774/idtoken';

/** GitHub's ID-token service as a job with `id-token: write` sees it, and the issuer's public keys. */
export async function startGithub(options: GithubOptions = {}): Promise<GithubService> {
  const now = options.now ?? Date.now;
  const key = makeSigningKey();
  const requestToken = randomBytes(48).toString('base64url');
  const issued: string[] = [];

  const idToken = (audience: string, overrides: Claims = {}): string => {
    const iat = Math.floor(now() / 1000);
    const token = key.sign({
      jti: randomUUID(),
      aud: audience,
      nbf: iat - 300,
      iat,
      exp: iat + LIFETIME,
      ...service.claims,
      ...overrides,
    });
    issued.push(token);
    return token;
  };

  const handToken = ({ request, response, url }: Exchange) => {
    if (!bearerMatches(request.headers.authorization, requestToken)) {
      sendJson(response, 401, { message: 'The request token is missing or wrong.' });
      return;
    }
    const audience =
      url.searchParams.get('audience') ??
      `https://github.com/${String(service.claims['repository_owner'])}`;
    const value = idToken(audience);
    sendJson(response, 200, { count: value.length, value });
  };

  const server = await startServer(() => [
    { method: 'GET', path: new RegExp(`^${JOB}$`), handle: handToken },
    {
      method: 'GET',
      path: /^\/\.well-known\/jwks$/,
      handle: ({ response }) => sendJson(response, 200, key.jwks),
    },
    {
      method: 'GET',
      path: /^\/\.well-known\/openid-configuration$/,
      handle: ({ response, url }) =>
        sendJson(response, 200, openidConfiguration(url.origin, Object.keys(service.claims))),
    },
  ]);
  const service: GithubService = Object.assign(server, {
    requestUrl: `${server.url}${JOB}?api-version=2.0`,
    requestToken,
    claims: githubClaims(options.claims),
    jwks: key.jwks,
    issued,
    idToken,
    sign: (claims: Claims) => key.sign(claims),
  });
  return service;
}

/** OpenID Connect Discovery 1.0; the keys are on loopback although the issuer is GitHub's name. */
function openidConfiguration(url: string, claims: readonly string[]): object {
  return {
    issuer: GITHUB_ISSUER,
    jwks_uri: `${url}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    claims_supported: ['jti', 'aud', 'exp', 'iat', 'nbf', ...claims],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}

function bearerMatches(authorization: string | undefined, token: string): boolean {
  const [scheme = '', credentials] = (authorization ?? '').split(' ');
  return scheme.toLowerCase() === 'bearer' && credentials === token;
}
