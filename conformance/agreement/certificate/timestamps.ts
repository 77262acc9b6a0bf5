import { extension } from '../../../sandbox/sigstore/certificate.ts';
import { makeCertificateTransparencyLog } from '../../../sandbox/sigstore/certificate-transparency.ts';
import { objectIdentifier, octetString, sequence, TRUE } from '../../../sandbox/sigstore/der.ts';
import { makeKeyPair, spki } from '../../../sandbox/sigstore/digest.ts';
import type { Forge } from '../forge.ts';
import type { LeafChanges } from '../leaf.ts';
import { type OddLeaf, SCT } from './odd-leaf.ts';

export function* timestamps(forge: Forge): Generator<OddLeaf> {
  const put = (name: string, of: NonNullable<LeafChanges['timestamps']>): OddLeaf => ({
    group: 'timestamps',
    name,
    leaf: { timestamps: of },
  });
  const log = forge.sigstore.fulcio.certificateTransparencyLog;
  const issuerKey = spki(forge.sigstore.fulcio.intermediate.key.publicKey);
  const start = forge.now * 1000;
  const stranger = makeCertificateTransparencyLog();
  /** The SCTs of a list: it ends the extension, after two lengths of its own. */
  const inner = (list: Buffer) => {
    const content = list.subarray(
      list.indexOf(objectIdentifier(SCT)) + objectIdentifier(SCT).length,
    );
    return content.subarray(content.length - listLength(content));
  };
  const listOf = (...scts: readonly Buffer[]) => {
    const body = Buffer.concat(scts);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(body.length);
    return extension(SCT, octetString(Buffer.concat([length, body])));
  };
  yield put('none', () => []);
  yield put('two extensions', (sct) => [sct, sct]);
  yield put('of another log', (_, tbs) => [stranger.timestamp(tbs, issuerKey, start)]);
  yield put('for another certificate', (_, tbs) => [
    log.timestamp(Buffer.concat([tbs, Buffer.alloc(1)]), issuerKey, start),
  ]);
  yield put('for another issuer', (_, tbs) => [
    log.timestamp(tbs, spki(makeKeyPair().publicKey), start),
  ]);
  yield put('twice in the list', (sct) => [listOf(inner(sct), inner(sct))]);
  yield put('two of the same log', (sct, tbs) => [
    listOf(inner(sct), inner(log.timestamp(tbs, issuerKey, start + 1))),
  ]);
  yield put('a good one and one of another log', (sct, tbs) => [
    listOf(inner(sct), inner(stranger.timestamp(tbs, issuerKey, start))),
  ]);
  yield put('one of another log and a good one', (sct, tbs) => [
    listOf(inner(stranger.timestamp(tbs, issuerKey, start)), inner(sct)),
  ]);
  yield put('an empty list', () => [listOf()]);
  yield put('no list', () => [extension(SCT, octetString(Buffer.alloc(0)))]);
  yield put('garbage', () => [extension(SCT, octetString(Buffer.from('garbage')))]);
  yield put('in the future', (_, tbs) => [log.timestamp(tbs, issuerKey, start + 86_400_000)]);
  yield put('before the log', (_, tbs) => [log.timestamp(tbs, issuerKey, start - 30 * 86_400_000)]);
  yield put('in 1970', (_, tbs) => [log.timestamp(tbs, issuerKey, 0)]);
  yield put('critical', (sct) => [
    sequence(
      objectIdentifier(SCT),
      TRUE,
      sct.subarray(sct.indexOf(objectIdentifier(SCT)) + objectIdentifier(SCT).length),
    ),
  ]);
  const patched = (at: number, value: number) => (sct: Buffer) => {
    const copy = Buffer.from(sct);
    const list = copy.length - inner(sct).length;
    copy.writeUInt8(value, list + 2 + at);
    return [copy];
  };
  yield put('version 2', patched(0, 1));
  yield put('another log id', patched(5, 1));
  yield put('another time', patched(36, 255));
  yield put('SHA-384', patched(43, 5));
  yield put('RSA', patched(44, 1));
  yield put('the signature cut', patched(46, 1));
}

/** The length of the SCTs: two bytes before them, that is the last number that fits. */
function listLength(content: Buffer): number {
  for (let at = 0; at < content.length - 2; at++) {
    const length = content.readUInt16BE(at);
    if (length === content.length - at - 2) {
      return length;
    }
  }
  throw new Error('there is no list of SCTs');
}
