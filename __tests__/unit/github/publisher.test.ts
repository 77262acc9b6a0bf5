import { describe, expect, test } from '@jest/globals';
import type { IdTokenClaims } from '../../../src/github/oidc.ts';
import { publisherFor } from '../../../src/github/publisher.ts';
import { publishErrorOf } from '../../wire/failure.ts';
import { CLAIMS } from './id-tokens.ts';

const ATTESTS = { attests: true };

describe('the publisher of a job', () => {
  test('is owner, repository, workflow and environment', () => {
    expect(publisherFor({ ...CLAIMS, environment: 'Release' }, ATTESTS)).toEqual({
      owner: 'acme',
      repository: 'widget',
      workflow: 'release.yml',
      environment: 'Release',
    });
    expect(publisherFor(CLAIMS, ATTESTS).environment).toBeUndefined();
  });

  test('is the called workflow, where that is of the same repository and nothing is signed', () => {
    const claims = { ...CLAIMS, job_workflow_ref: ref('called.yml') };
    expect(publisherFor(claims, { attests: false }).workflow).toBe('called.yml');
  });

  test('may run at another ref than its caller', () => {
    const claims = { ...CLAIMS, job_workflow_ref: ref('release.yml', 'refs/heads/main') };
    expect(publisherFor(claims, ATTESTS).workflow).toBe('release.yml');
  });

  test.each([
    'https://token.actions.githubusercontent.com/acme',
    'https://token.actions.githubusercontent.com/',
    'https://ghes.example/_services/token',
    'https://token.actions.acme.ghe.com',
    '',
  ])('has no other issuer: %s', async (iss) => {
    const error = await refused({ iss });
    expect(error.code).toBe('unsupported-issuer');
    expect(error.message).toContain(`comes from ${iss}.`);
  });

  test('is not started by pull_request_target', async () => {
    expect((await refused({ event_name: 'pull_request_target' })).code).toBe('pull-request-target');
  });

  test('is no workflow that was called, where attestations are made', async () => {
    const error = await refused({ job_workflow_ref: ref('called.yml') });
    expect(error.code).toBe('reusable-workflow');
    expect(error.remedy).toContain('.github/workflows/release.yml');
  });

  test.each([true, false])(
    'is no workflow of another repository (attestations: %s)',
    async (attests) => {
      const called = 'other/widget/.github/workflows/release.yml@refs/heads/main';
      const error = await refused({ job_workflow_ref: called }, attests);
      expect(error.code).toBe('reusable-workflow');
      expect(error.message).toContain(called);
    },
  );

  test.each<Partial<IdTokenClaims>>([
    { job_workflow_ref: 'nonsense' },
    { workflow_ref: '' },
    { repository: 'acme' },
    { repository: '/widget' },
    { repository: 'acme/' },
  ])('is nobody for %j', async (claims) => {
    expect((await refused(claims)).code).toBe('id-token-unavailable');
  });
});

const ref = (workflow: string, at = 'refs/tags/v1') =>
  `acme/widget/.github/workflows/${workflow}@${at}`;

const refused = (claims: Partial<IdTokenClaims>, attests = true) =>
  publishErrorOf(() => publisherFor({ ...CLAIMS, ...claims }, { attests }));
