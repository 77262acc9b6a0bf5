import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as v from 'valibot';
import { attestationSchema } from '../../../../src/sigstore/model/attestation.ts';
import { publishStatement, type Subject } from '../../../../src/sigstore/model/statement.ts';
import { createAttestationVerifier } from '../../../../src/sigstore/verify/attestation-verifier.ts';
import { publishErrorOf } from '../../../wire/failure.ts';
import { type SigningWorld, startSigningWorld } from '../sign/signing-world.ts';
import { IDENTITY } from './attested.ts';

let world: SigningWorld;

beforeAll(async () => {
  world = await startSigningWorld({ firstLogIndex: 0 });
});

beforeEach(() => {
  world.fulcio.intercept = undefined;
  world.rekor.intercept = undefined;
  world.fulcio.requests.length = 0;
  world.rekor.requests.length = 0;
});

afterAll(() => world.close());

describe('a signing session', () => {
  test('the very first entry of a log has its zero and its empty list written', async () => {
    const [subject = { filename: '', sha256: '' }] = subjects(1);
    const attestation = await world.attest(publishStatement(subject));
    const [entry] = attestation.verification_material.transparency_entries;
    expect(entry).toMatchObject({ logIndex: '0', inclusionProof: { logIndex: '0', hashes: [] } });
    expect(v.is(attestationSchema, JSON.parse(JSON.stringify(attestation)))).toBe(true);
    const verifier = createAttestationVerifier(world.trustedRoot);
    expect(() => verifier.verify(attestation, subject, IDENTITY)).not.toThrow();
  });

  test('signs many statements with one certificate, in their order', async () => {
    const many = subjects(30);
    const attestations = await world.session((each) => each.attest(many.map(publishStatement)));
    expect(world.fulcio.requests).toHaveLength(1);
    expect(world.rekor.requests).toHaveLength(30);
    const verifier = createAttestationVerifier(world.trustedRoot);
    for (const [index, subject] of many.entries()) {
      const attestation = attestations[index];
      if (!attestation) throw new TypeError('one is missing');
      expect(() => verifier.verify(attestation, subject, IDENTITY)).not.toThrow();
    }
  });

  test('keeps to its concurrency', async () => {
    let now = 0;
    let most = 0;
    const asMany = Promise.withResolvers<void>();
    world.rekor.intercept = async (_request, response) => {
      now += 1;
      most = Math.max(most, now);
      response.once('finish', () => {
        now -= 1;
      });
      // The first ones wait for each other, however slow the machine; one too many would show then.
      if (now === world.input.concurrency) asMany.resolve();
      await asMany.promise;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return false;
    };
    await world.session((each) => each.attest(subjects(20).map(publishStatement)));
    expect(most).toBe(world.input.concurrency);
  });

  test('logs nothing where there is no certificate', async () => {
    world.fulcio.intercept = (_request, response) => {
      response.writeHead(400).end('{"code":3,"message":"no"}');
      return true;
    };
    const statements = subjects(10).map(publishStatement);
    const error = await publishErrorOf(world.session((each) => each.attest(statements)));
    expect(error.code).toBe('certificate-unavailable');
    expect(world.rekor.requests).toEqual([]);
  });

  test('logs nothing new after an entry was refused', async () => {
    world.rekor.intercept = (_request, response) => {
      response.writeHead(400).end('{"code":400,"message":"no"}');
      return true;
    };
    const statements = subjects(50).map(publishStatement);
    const error = await publishErrorOf(world.session((each) => each.attest(statements)));
    expect(error.code).toBe('transparency-log-unavailable');
    expect(world.rekor.requests.length).toBeLessThanOrEqual(world.input.concurrency);
  });

  describe('where Rekor has the entry already (409) and it cannot be read', () => {
    /** Answers the first entries with 409, as if they were there, and none of them can be read. */
    function conflictFor(count: number): void {
      let proposals = 0;
      world.rekor.intercept = (request, response) => {
        if (request.method === 'POST' && ++proposals > count) return false;
        const isPost = request.method === 'POST';
        const location = `/api/v1/log/entries/${'ab'.repeat(32)}`;
        response.writeHead(isPost ? 409 : 404, isPost ? { location } : {}).end();
        return true;
      };
    }

    test('signs once more, and the attestation verifies', async () => {
      const [subject = { filename: '', sha256: '' }] = subjects(1);
      conflictFor(1);
      const attestation = await world.attest(publishStatement(subject));
      const verifier = createAttestationVerifier(world.trustedRoot);
      expect(() => verifier.verify(attestation, subject, IDENTITY)).not.toThrow();
      expect(world.rekor.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
      expect(world.fulcio.requests).toHaveLength(1);
    });

    test('signs a file once more, too', async () => {
      conflictFor(1);
      const bytes = Buffer.from('a file whose entry is lost');
      const signed = await world.session((each) => each.signFile(bytes));
      const verifier = createAttestationVerifier(world.trustedRoot);
      const file = { filename: 'notes.txt', bytes };
      expect(() => verifier.verifyFile(signed.bundle, file, IDENTITY)).not.toThrow();
    });

    test('is an error after the second signature', async () => {
      conflictFor(Number.POSITIVE_INFINITY);
      const statements = subjects(1).map(publishStatement);
      const error = await publishErrorOf(world.session((each) => each.attest(statements)));
      expect(error.code).toBe('transparency-log-unavailable');
      expect(error.message).toContain('has an entry of this signature already (HTTP 409)');
      expect(world.rekor.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
    });
  });

  test('signs a file as it is', async () => {
    const bytes = Buffer.from('any file');
    const signed = await world.session((each) => each.signFile(bytes));
    expect(signed.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const [entry] = signed.bundle.verificationMaterial.tlogEntries;
    expect(signed.logIndexes).toEqual([entry?.logIndex]);
    const verifier = createAttestationVerifier(world.trustedRoot);
    const file = { filename: 'notes.txt', bytes };
    expect(() => verifier.verifyFile(signed.bundle, file, IDENTITY)).not.toThrow();
    const others = [
      [{ ...file, bytes: Buffer.from('any life') }, IDENTITY],
      [file, { ...IDENTITY, workflow: 'ci.yml' }],
    ] as const;
    for (const [otherFile, identity] of others) {
      const error = await publishErrorOf(() =>
        verifier.verifyFile(signed.bundle, otherFile, identity),
      );
      expect(error.code).toBe('invalid-attestation');
      expect(error.message).toContain('The signature of notes.txt does not verify: ');
    }
  });
});

let count = 0;

/** Subjects that no test has signed before: Rekor takes each entry once. */
function subjects(length: number): readonly Subject[] {
  return Array.from({ length }, () => {
    count += 1;
    const sha256 = count.toString(16).padStart(64, '0');
    return { filename: `widget-${count}-py3-none-any.whl`, sha256 };
  });
}
