import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { publishStatement } from '../../../../src/sigstore/model/statement.ts';
import { type Attested, IDENTITY, SUBJECT, startAttested } from '../verify/attested.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

describe('what a job may not sign', () => {
  const statement = JSON.parse(publishStatement(SUBJECT).toString()) as {
    subject: { name: string; digest: Record<string, string> }[];
  };
  const [subject] = statement.subject;

  test.each<[string, unknown]>([
    ['a second subject', { ...statement, subject: [subject, { ...subject, name: 'x-1.tar.gz' }] }],
    ['no subject', { ...statement, subject: [] }],
    ['another predicate type', { ...statement, predicateType: 'https://example.org/v1' }],
    ['another statement type', { ...statement, _type: 'https://in-toto.io/Statement/v0.1' }],
    ['a subject without a digest', { ...statement, subject: [{ ...subject, digest: {} }] }],
    ['another digest', { ...statement, subject: [{ ...subject, digest: { sha512: 'ab' } }] }],
    [
      'a digest that verifiers do not know',
      { ...statement, subject: [{ ...subject, digest: { ...subject?.digest, md5: 'ab' } }] },
    ],
    ['a subject without a name', { ...statement, subject: [{ digest: subject?.digest }] }],
    ['a list', [statement]],
    ['null', null],
  ])('%s', async (_, json) => {
    await at.refuse(await at.world.attest(Buffer.from(JSON.stringify(json))), 'its s');
  });

  test('what is no JSON', async () => {
    await at.refuse(await at.world.attest(Buffer.from('{')), 'its statement is no JSON');
  });

  test('but SLSA provenance', async () => {
    const predicateType = 'https://slsa.dev/provenance/v1';
    const slsa = Buffer.from(JSON.stringify({ ...statement, predicateType, predicate: { a: 1 } }));
    const attestation = await at.world.attest(slsa);
    expect(() => at.verifier.verify(attestation, SUBJECT, IDENTITY)).not.toThrow();
  });
});
