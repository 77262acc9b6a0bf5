import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TransparencyEntry } from '../../../../src/sigstore/model/attestation.ts';
import { checkLogEntry } from '../../../../src/sigstore/verify/log-entry.ts';
import { type Attested, entryOf, startAttested, withCertificate } from './attested.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

const check = (change: (entry: TransparencyEntry) => Partial<TransparencyEntry>) => {
  const entry = entryOf(at.good);
  checkLogEntry({ ...entry, ...change(entry) }, at.good);
};

const withProof =
  (change: (proof: TransparencyEntry['inclusionProof']) => object) =>
  ({ inclusionProof }: TransparencyEntry) => ({
    inclusionProof: { ...inclusionProof, ...change(inclusionProof) },
  });

const withCheckpoint = (change: (text: string) => string) =>
  withProof(({ checkpoint }) => ({ checkpoint: { envelope: change(checkpoint.envelope) } }));

const withBody = (change: (text: string) => string) => (entry: TransparencyEntry) => ({
  canonicalizedBody: Buffer.from(
    change(Buffer.from(entry.canonicalizedBody, 'base64').toString()),
  ).toString('base64'),
});

const signatureOf = (text: string) => text.slice(text.indexOf('—'));
const strange = `— example.org ${Buffer.alloc(70, 7).toString('base64')}\n`;

describe('a log entry', () => {
  test('as Rekor makes it is good', () => {
    expect(() => check(() => ({}))).not.toThrow();
  });

  test.each([
    ['a line of its own', withCheckpoint((text) => text.replace('\n\n', '\nTimestamp: 1\n\n'))],
    ["a witness's signature", withCheckpoint((text) => text + strange)],
    ["a witness's signature first", withCheckpoint((text) => text.replace('—', `${strange}—`))],
  ])('may have a checkpoint with %s', (_, change) => {
    expect(() => check(change)).not.toThrow();
  });

  test.each([
    ['kind', () => ({ kindVersion: { kind: 'intoto', version: '0.0.2' } }), 'as it says'],
    ['blank line', withCheckpoint((text) => `${text}\n`), 'no signed note'],
    ['text after it', withCheckpoint((text) => `${text}text`), 'no signed note'],
    ['line among signatures', withCheckpoint((text) => `${text}text\n`), 'no signed note'],
    ['line end', withCheckpoint((text) => text.trimEnd()), 'no signed note'],
    ['origin', withCheckpoint((text) => text.replace(/^.*/, ' ')), 'no signed note'],
    ['size', withCheckpoint((text) => text.replace(/\n\d+\n/, '\n0x3\n')), 'no signed note'],
    ['signature', withCheckpoint((text) => text + signatureOf(text)), 'signed 2 times'],
    ['signer', withCheckpoint((text) => text.replace(/—.*\n/, strange)), 'signed 0 times'],
    ['body', withBody((text) => text.replace('"kind"', '"KIND"')), 'about another statement'],
    ['body text', withBody((text) => ` ${text}`), 'about another statement'],
    ['hash', withBody((text) => text.replace(/\w(?="},"sig)/, 'x')), 'about another statement'],
    ['algorithm', withBody((text) => text.replaceAll('sha256', 'sha512')), 'about another'],
  ] as const)('is refused for another %s', (_, change, why) => {
    expect(() => check(change)).toThrow(RangeError);
    expect(() => check(change)).toThrow(why);
  });

  test('is refused for a signature with another certificate', () => {
    const other = at.other.verification_material.certificate;
    const certificate = Buffer.from(other, 'base64');
    certificate[9] = (certificate[9] ?? 0) ^ 1;
    const attestation = withCertificate(at.good, certificate.toString('base64'));
    expect(() => checkLogEntry(entryOf(at.good), attestation)).toThrow('or certificate');
  });
});
