import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { githubClaims } from '../../../../sandbox/github/claims.ts';
import { publishStatement } from '../../../../src/sigstore/model/statement.ts';
import { createAttestationVerifier } from '../../../../src/sigstore/verify/attestation-verifier.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { startSigningWorld } from '../sign/signing-world.ts';
import { type Attested, IDENTITY, SUBJECT, startAttested } from './attested.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

describe('who may not sign', () => {
  test.each([
    ['another issuer', 'issuer', { iss: 'https://issuer.example' }],
    ['another repository', 'repository', { repository: 'evil/widget' }],
    ['a repository of another case', 'repository', { repository: 'ACME/widget' }],
    [
      'another workflow',
      'workflow',
      { workflow_ref: 'acme/widget/.github/workflows/ci.yml@refs/tags/v1.0.0' },
    ],
    [
      'a workflow of another repository',
      'workflow',
      { workflow_ref: 'evil/widget/.github/workflows/release.yml@refs/tags/v1.0.0' },
    ],
    [
      'a workflow in another folder',
      'workflow',
      { workflow_ref: 'acme/widget/release.yml@refs/tags/v1.0.0' },
    ],
    [
      'a workflow of another ref',
      'workflow',
      { workflow_ref: 'acme/widget/.github/workflows/release.yml@refs/heads/evil' },
    ],
    ['nobody', 'issuer', { iss: '' }],
  ])('%s', async (_, what, claims) => {
    at.world.github.claims = githubClaims(claims);
    const attestation = await at.world.attest(publishStatement(SUBJECT));
    at.world.github.claims = githubClaims();
    await at.refuse(attestation, `the certificate's ${what} is `);
  });

  test('a workflow at the commit of the run may', async () => {
    const { sha } = githubClaims();
    const workflow_ref = `acme/widget/.github/workflows/release.yml@${String(sha)}`;
    at.world.github.claims = githubClaims({ workflow_ref });
    const attestation = await at.world.attest(publishStatement(SUBJECT));
    at.world.github.claims = githubClaims();
    expect(() => at.verifier.verify(attestation, SUBJECT, IDENTITY)).not.toThrow();
  });

  test.each([
    ['after its end', 11 * 60_000],
    ['before its start', -60_000],
  ])('the owner of a certificate %s', async (_, rekorAheadMs) => {
    const late = await startSigningWorld({ rekorAheadMs });
    const attestation = await late.attest(publishStatement(SUBJECT));
    const error = await publishErrorOf(() =>
      createAttestationVerifier(late.trustedRoot).verify(attestation, SUBJECT, IDENTITY),
    );
    await late.close();
    expect(error.code).toBe('invalid-attestation');
    expect(error.message).toContain('certificate');
  });
});
