import { createHash, verify } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { LogEntryBody } from '../../sandbox/sigstore/rekor.ts';
import { openSandbox } from '../open-sandbox.ts';
import { ask, logStatement, makeSigner, postJson, signStatement, statementOf } from './client.ts';

const sandbox = await openSandbox();
const signer = await makeSigner(sandbox);

const hash = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** RFC 9162 2.1.3.2, written apart from the log's own tree. */
function rootFromProof(
  body: Buffer,
  proof: LogEntryBody['verification']['inclusionProof'],
): string {
  let fn = proof.logIndex;
  let sn = proof.treeSize - 1;
  let r = hash(Buffer.from([0]), body);
  for (const hex of proof.hashes) {
    const p = Buffer.from(hex, 'hex');
    if (fn % 2 === 1 || fn === sn) {
      r = hash(Buffer.from([1]), p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else r = hash(Buffer.from([1]), r, p);
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  expect(sn).toBe(0);
  return r.toString('hex');
}

const logged = async (name: string): Promise<LogEntryBody> => {
  const { status, json } = await logStatement(
    sandbox,
    signStatement(signer, statementOf(name, 'a')),
  );
  expect(status).toBe(201);
  return Object.values(json ?? {})[0] as LogEntryBody;
};

describe('a growing log', () => {
  const entries: LogEntryBody[] = [];
  beforeAll(async () => {
    for (let at = 0; at < 11; at++) entries.push(await logged(`file-${at}`));
  });

  test('numbers its entries', () => {
    const indexes = entries.map(({ verification }) => verification.inclusionProof.logIndex);
    expect(indexes).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(entries.map((entry) => entry.logIndex)).size).toBe(11);
    expect(entries[0]?.logIndex).not.toBe(0);
  });

  test('proves each by the root in a signed checkpoint', () => {
    const { key, origin } = sandbox.sigstore.rekor;
    for (const { body, verification } of entries) {
      const proof = verification.inclusionProof;
      expect(rootFromProof(Buffer.from(body, 'base64'), proof)).toBe(proof.rootHash);
      const [note = '', signatures = ''] = proof.checkpoint.split('\n\n');
      const [name, size, root] = note.split('\n');
      expect(name?.startsWith(`${origin} - `)).toBe(true);
      expect(Number(size)).toBe(proof.treeSize);
      expect(Buffer.from(root ?? '', 'base64').toString('hex')).toBe(proof.rootHash);
      const signature = Buffer.from(signatures.trim().split(' ')[2] ?? '', 'base64').subarray(4);
      expect(verify('sha256', Buffer.from(`${note}\n`), key.publicKey, signature)).toBe(true);
    }
  });

  test('promises each with a signed entry timestamp', () => {
    for (const { verification, ...promised } of entries) {
      const { body, integratedTime, logID, logIndex } = promised;
      const signed = JSON.stringify({ body, integratedTime, logID, logIndex });
      const signature = Buffer.from(verification.signedEntryTimestamp, 'base64');
      const { publicKey } = sandbox.sigstore.rekor.key;
      expect(verify('sha256', Buffer.from(signed), publicKey, signature)).toBe(true);
    }
  });
});

test('the same entry again is a conflict that tells where it is', async () => {
  const signed = signStatement(signer, statementOf('twice', 'a'));
  const first = await logStatement(sandbox, signed);
  const second = await logStatement(sandbox, signed);
  expect(second.status).toBe(409);
  const location = second.headers.get('location') ?? '';
  expect(location).toBe(first.headers.get('location'));
  const read = await ask(sandbox.sigstore.rekor.url + location);
  expect(read.status).toBe(200);
  expect(read.json).toEqual(first.json);
});

test('an unknown entry is not found', async () => {
  const url = `${sandbox.sigstore.rekor.url}/api/v1/log/entries/${'0'.repeat(80)}`;
  expect((await ask(url)).status).toBe(404);
});

describe('refused', () => {
  const size = () => sandbox.sigstore.rekor.entries.size;

  test('an envelope whose signature is over other bytes', async () => {
    const before = size();
    const signed = signStatement(signer, statementOf('a', 'a'));
    const answer = await logStatement(sandbox, { ...signed, statement: statementOf('b', 'a') });
    expect(answer.status).toBe(400);
    expect(answer.json?.['message']).toContain('could not verify envelope');
    expect(size()).toBe(before);
  });

  test('a certificate of another key', async () => {
    const other = await makeSigner(sandbox);
    const signed = signStatement(signer, statementOf('c', 'a'));
    const answer = await logStatement(sandbox, { ...signed, certificate: other.certificate });
    expect(answer.status).toBe(400);
  });

  test('a verifier that is no certificate', async () => {
    const signed = signStatement(signer, statementOf('d', 'a'));
    const answer = await logStatement(sandbox, { ...signed, certificate: 'nonsense' });
    expect(answer.json?.['message']).toContain('verifier is not a PEM certificate');
  });

  test.each([
    ['intoto', '0.0.1'],
    ['dsse', '0.0.2'],
    ['hashedrekord', '0.0.2'],
  ])('an entry of kind %s %s', async (kind, apiVersion) => {
    const url = `${sandbox.sigstore.rekor.url}/api/v1/log/entries`;
    const answer = await postJson(url, { kind, apiVersion, spec: {} });
    expect(answer.status).toBe(400);
    expect(answer.json?.['message']).toContain(`'${kind} ${apiVersion}' is not supported`);
  });
});

test('the checkpoint’s name is the host of the log in the trusted root', () => {
  const root = sandbox.sigstore.trustedRoot as { tlogs: { baseUrl: string }[] };
  expect(new URL(root.tlogs[0]?.baseUrl ?? '').host).toBe(sandbox.sigstore.rekor.origin);
});
