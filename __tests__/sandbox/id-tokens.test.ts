import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { githubClaims } from '../../sandbox/github/claims.ts';
import { type GithubService, startGithub } from '../../sandbox/github/id-token-service.ts';
import { ask } from './client.ts';

let github: GithubService;

beforeAll(async () => {
  github = await startGithub();
});
beforeEach(() => {
  github.claims = githubClaims();
});
afterAll(() => github.close());

const request = (suffix: string, token = github.requestToken) =>
  ask(github.requestUrl + suffix, { headers: { authorization: `bearer ${token}` } });

async function claimsFor(suffix: string): Promise<Record<string, unknown>> {
  const answer = await request(suffix);
  const keys = createRemoteJWKSet(new URL(`${github.url}/.well-known/jwks`));
  const { payload, protectedHeader } = await jwtVerify(String(answer.json?.['value']), keys);
  expect(protectedHeader.alg).toBe('RS256');
  return payload;
}

test('the request URL has a query string to add to', () => {
  expect(github.requestUrl).toMatch(/\?api-version=2\.0$/);
});

test.each(['', 'wrong'])('without the request token (%p): 401', async (token) => {
  expect((await request('&audience=pypi', token)).status).toBe(401);
});

test('the claims are those of a GitHub job', async () => {
  const claims = await claimsFor('&audience=pypi');
  expect(Object.keys(claims).toSorted()).toEqual(
    [
      'actor',
      'actor_id',
      'aud',
      'base_ref',
      'environment',
      'event_name',
      'exp',
      'head_ref',
      'iat',
      'iss',
      'job_workflow_ref',
      'job_workflow_sha',
      'jti',
      'nbf',
      'ref',
      'ref_protected',
      'ref_type',
      'repository',
      'repository_id',
      'repository_owner',
      'repository_owner_id',
      'repository_visibility',
      'run_attempt',
      'run_id',
      'run_number',
      'runner_environment',
      'sha',
      'sub',
      'workflow',
      'workflow_ref',
      'workflow_sha',
    ].toSorted(),
  );
  expect(claims).toMatchObject({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'pypi',
    sub: 'repo:acme/widget:environment:pypi',
    job_workflow_ref: 'acme/widget/.github/workflows/release.yml@refs/tags/v1.0.0',
  });
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(300);
});

test('every token has a jti of its own', async () => {
  const [one, two] = await Promise.all([claimsFor('&audience=a'), claimsFor('&audience=a')]);
  expect(one['jti']).not.toBe(two['jti']);
});

test('the audience is the owner where none is asked for', async () => {
  expect(await claimsFor('')).toMatchObject({ aud: 'https://github.com/acme' });
});

describe('claims can be changed', () => {
  test('while the service runs', async () => {
    github.claims['event_name'] = 'pull_request_target';
    expect(await claimsFor('&audience=pypi')).toMatchObject({ event_name: 'pull_request_target' });
  });

  test('at its start, with what follows from them', () => {
    const claims = githubClaims({ repository: 'Other/Thing', environment: undefined });
    expect(claims).toMatchObject({
      repository_owner: 'Other',
      workflow_ref: 'Other/Thing/.github/workflows/release.yml@refs/tags/v1.0.0',
      sub: 'repo:Other/Thing:ref:refs/tags/v1.0.0',
    });
    expect(claims['environment']).toBeUndefined();
  });
});

test('openid-configuration names the issuer and the keys', async () => {
  const { json } = await ask(`${github.url}/.well-known/openid-configuration`);
  expect(json).toMatchObject({
    issuer: 'https://token.actions.githubusercontent.com',
    jwks_uri: `${github.url}/.well-known/jwks`,
  });
});
