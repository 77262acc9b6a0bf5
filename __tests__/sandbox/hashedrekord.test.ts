import { createHash, generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { verifyDigest } from '../../sandbox/sigstore/ecdsa.ts';
import type { LogEntryBody } from '../../sandbox/sigstore/rekor.ts';
import { openSandbox } from '../open-sandbox.ts';
import { type Answer, ask, makeSigner, postJson, transparencyEntry } from './client.ts';

const sandbox = await openSandbox();
const signer = await makeSigner(sandbox);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

interface Proposal {
  readonly signature?: Uint8Array;
  readonly digest?: string;
  readonly algorithm?: string;
  readonly certificate?: string;
}

/** Proposes an entry for a file's bytes; what is not told is as it should be. */
function propose(bytes: Uint8Array, change: Proposal = {}): Promise<Answer> {
  const signature = change.signature ?? sign('sha256', bytes, signer.privateKey);
  const certificate = change.certificate ?? signer.certificate;
  return postJson(`${sandbox.sigstore.rekor.url}/api/v1/log/entries`, {
    apiVersion: '0.0.1',
    kind: 'hashedrekord',
    spec: {
      data: {
        hash: {
          algorithm: change.algorithm ?? 'sha256',
          value: change.digest ?? sha256(bytes).toString('hex'),
        },
      },
      signature: {
        content: Buffer.from(signature).toString('base64'),
        publicKey: { content: Buffer.from(certificate).toString('base64') },
      },
    },
  });
}

const entryOf = (answer: Answer) => Object.values(answer.json ?? {})[0] as LogEntryBody;

describe('an entry', () => {
  const bytes = Buffer.from('a bill of materials');
  let signature: Buffer;
  let answer: Answer;
  beforeAll(async () => {
    signature = sign('sha256', bytes, signer.privateKey);
    answer = await propose(bytes, { signature });
  });

  test('is stored in its canonical form', () => {
    expect(answer.status).toBe(201);
    const { body } = entryOf(answer);
    const pem = new X509Certificate(signer.certificate).toString();
    expect(Buffer.from(body, 'base64').toString()).toBe(
      `{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"data":{"hash":{"algorithm":"sha256","value":"${sha256(bytes).toString('hex')}"}},"signature":{"content":"${signature.toString('base64')}","publicKey":{"content":"${Buffer.from(pem).toString('base64')}"}}}}`,
    );
  });

  test('verifies with the file as sigstore-js does it, and not with another', () => {
    const entry = entryOf(answer);
    const bundle = bundleFromJSON({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: {
        certificate: { rawBytes: new X509Certificate(signer.certificate).raw.toString('base64') },
        tlogEntries: [transparencyEntry(entry, 'hashedrekord')],
      },
      messageSignature: {
        messageDigest: { algorithm: 'SHA2_256', digest: sha256(bytes).toString('base64') },
        signature: signature.toString('base64'),
      },
    });
    const root = TrustedRoot.fromJSON(sandbox.sigstore.trustedRoot);
    const verifier = new Verifier(toTrustMaterial(root));
    const signedBy = verifier.verify(toSignedEntity(bundle, bytes));
    expect(signedBy.identity?.subjectAlternativeName).toContain('acme/widget');
    const other = Buffer.from('another');
    expect(() => verifier.verify(toSignedEntity(bundle, other))).toThrow('signature');
  });

  test('is a conflict the second time, which tells where the first is', async () => {
    const again = await propose(bytes, { signature });
    expect(again.status).toBe(409);
    const location = again.headers.get('location') ?? '';
    expect(location).toBe(answer.headers.get('location'));
    expect(again.json?.['message']).toContain(location.split('/').at(-1));
    expect((await ask(sandbox.sigstore.rekor.url + location)).json).toEqual(answer.json);
  });

  test('of another signature over the same bytes is another entry', async () => {
    const again = await propose(bytes);
    expect(again.status).toBe(201);
    expect(entryOf(again).logIndex).toBeGreaterThan(entryOf(answer).logIndex);
  });
});

describe('refused, and not stored:', () => {
  const bytes = Buffer.from('x');
  const refused = async (change: Proposal, reason: string) => {
    const before = sandbox.sigstore.rekor.entries.size;
    const answer = await propose(bytes, change);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 400, message: expect.stringContaining(reason) });
    expect(sandbox.sigstore.rekor.entries.size).toBe(before);
  };

  test('a signature over other bytes', () =>
    refused(
      { signature: sign('sha256', Buffer.from('y'), signer.privateKey) },
      'verifying signature',
    ));

  test('a certificate of another key', async () => {
    const { certificate } = await makeSigner(sandbox);
    await refused({ certificate }, 'verifying signature');
  });

  test('a signature that is not valid', async () => {
    await refused({ signature: Buffer.from('nonsense') }, 'verifying signature');
    await refused({ signature: new Uint8Array() }, 'missing signature');
  });

  test('a key that is no certificate', () =>
    refused({ certificate: 'nonsense' }, 'not a PEM certificate'));

  test('a digest of another length or algorithm', async () => {
    await refused({ digest: 'abcd' }, 'invalid value for hash');
    await refused({ algorithm: 'sha1' }, 'invalid value for hash');
  });
});

describe('verifyDigest', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const verdict = (bytes: string, signature: Uint8Array) =>
    verifyDigest(sha256(Buffer.from(bytes)), publicKey, signature);

  test('agrees with the signer, and with no other bytes', () => {
    for (let at = 0; at < 5; at++) {
      const signature = sign('sha256', Buffer.from(`${at}`), privateKey);
      expect([verdict(`${at}`, signature), verdict(`${at}.`, signature)]).toEqual([true, false]);
    }
  });

  test.each([
    ['nothing', ''],
    ['zeros for r and s', '3006020100020100'],
    ['a length that is not the content’s', '3007020101020101'],
    ['something after s', '30060201010201010000'],
  ])('refuses %s', (_, hex) => {
    expect(verdict('a', Buffer.from(hex, 'hex'))).toBe(false);
  });

  test('refuses a key that is not on P-256', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signature = sign('sha256', Buffer.from('a'), privateKey);
    expect(verifyDigest(sha256(Buffer.from('a')), rsa.publicKey, signature)).toBe(false);
  });
});
