import { afterAll, beforeAll, describe, test } from '@jest/globals';
import {
  type Attested,
  entryOf,
  SUBJECT,
  startAttested,
  withCertificate,
  withEntries,
  withEntry,
  withEnvelope,
} from '../sigstore/verify/attested.ts';
import { withOtherS } from './ecdsa-signature.ts';

let at: Attested;

beforeAll(async () => {
  at = await startAttested();
});

afterAll(() => at.world.close());

describe('parts of two attestations do not make one', () => {
  test('the certificate of another session, good at that time', () =>
    at.refuse(withCertificate(at.other, at.good.verification_material.certificate), '', {
      subject: { ...SUBJECT, filename: 'widget-1.0.tar.gz' },
    }));

  test('the entry of another envelope', () => at.refuse(withEntries(at.good, [entryOf(at.other)])));

  test('both entries', () =>
    at.refuse(withEntries(at.good, [entryOf(at.good), entryOf(at.other)])));

  test('the same entry twice', () =>
    at.refuse(withEntries(at.good, [entryOf(at.good), entryOf(at.good)])));

  test('the statement of another file', () =>
    at.refuse(withEnvelope(at.good, { statement: at.other.envelope.statement })));

  test('the signature of another file', () =>
    at.refuse(withEnvelope(at.good, { signature: at.other.envelope.signature })));

  test('the promise of another entry', () =>
    at.refuse(
      withEntry(at.good, { inclusionPromise: entryOf(at.other).inclusionPromise ?? null }),
    ));

  test('the proof of another entry', () =>
    at.refuse(withEntry(at.good, { inclusionProof: entryOf(at.other).inclusionProof })));

  test('the checkpoint of another tree, with its size and root', () => {
    const { checkpoint, treeSize, rootHash } = entryOf(at.other).inclusionProof;
    const inclusionProof = { ...entryOf(at.good).inclusionProof, checkpoint, treeSize, rootHash };
    return at.refuse(withEntry(at.good, { inclusionProof }));
  });
});

describe('an entry is taken at its word', () => {
  test.each([
    ['intoto', '0.0.2'],
    ['intoto', '0.0.1'],
    ['hashedrekord', '0.0.1'],
    ['hashedrekord', '0.0.2'],
    ['dsse', '0.0.2'],
    ['DSSE', '0.0.1'],
    ['', ''],
  ])('its kind is not %s %s', (kind, version) =>
    at.refuse(withEntry(at.good, { kindVersion: { kind, version } })),
  );

  test.each(['0', '1', '99999999999999999999', '18446744073709551615'])(
    'its time is not %s',
    (integratedTime) => at.refuse(withEntry(at.good, { integratedTime })),
  );

  test('its checkpoint is signed', () => {
    const { inclusionProof } = entryOf(at.good);
    const [note = ''] = inclusionProof.checkpoint.envelope.split('\n\n');
    const checkpoint = { envelope: `${note}\n\n— rekor AAAAAAAAAAAA\n` };
    return at.refuse(withEntry(at.good, { inclusionProof: { ...inclusionProof, checkpoint } }));
  });

  test('its proof has all hashes, and no more', async () => {
    const { inclusionProof } = entryOf(at.good);
    const [hash = ''] = inclusionProof.hashes;
    for (const hashes of [[], [hash, hash], [hash.toLowerCase()]]) {
      await at.refuse(withEntry(at.good, { inclusionProof: { ...inclusionProof, hashes } }));
    }
  });

  test('its index is not that of the tree', () =>
    at.refuse(withEntry(at.good, { logIndex: entryOf(at.good).inclusionProof.logIndex })));
});

describe('bytes are taken as they are', () => {
  test('a statement written otherwise is another one', () => {
    const text = JSON.stringify(
      JSON.parse(Buffer.from(at.good.envelope.statement, 'base64').toString()),
      null,
      1,
    );
    const statement = Buffer.from(text).toString('base64');
    return at.refuse(withEnvelope(at.good, { statement }));
  });

  test("ECDSA's other signature for the same bytes is another one", () => {
    const signature = withOtherS(Buffer.from(at.good.envelope.signature, 'base64'));
    return at.refuse(withEnvelope(at.good, { signature: signature.toString('base64') }));
  });

  test.each([
    ['a byte more', (der: Buffer) => Buffer.concat([der, Buffer.alloc(1)])],
    ['a byte less', (der: Buffer) => der.subarray(0, -1)],
    ['nothing', () => Buffer.alloc(0)],
    ['text', () => Buffer.from('-----BEGIN CERTIFICATE-----')],
  ])('a certificate with %s is refused', async (_, change) => {
    const der = change(Buffer.from(at.good.verification_material.certificate, 'base64'));
    await at.refuse(withCertificate(at.good, der.toString('base64')));
  });
});
