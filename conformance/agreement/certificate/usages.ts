import { distinguishedName, extension } from '../../../sandbox/sigstore/certificate.ts';
import {
  bitString,
  integer,
  objectIdentifier,
  sequence,
  TRUE,
  tlv,
  utf8String,
} from '../../../sandbox/sigstore/der.ts';
import type { LeafChanges } from '../leaf.ts';
import {
  ALTERNATIVE_NAME,
  BASIC_CONSTRAINTS,
  EXTENDED_KEY_USAGE,
  FULCIO,
  instead,
  KEY_USAGE,
  type OddLeaf,
  REPOSITORY,
  without,
} from './odd-leaf.ts';

const CODE_SIGNING = objectIdentifier('1.3.6.1.5.5.7.3.3');
const SERVER_AUTH = objectIdentifier('1.3.6.1.5.5.7.3.1');
const ANY_USAGE = objectIdentifier('2.5.29.37.0');

export function* usages(): Generator<OddLeaf> {
  const put = (name: string, leaf: LeafChanges): OddLeaf => ({ group: 'usages', name, leaf });
  const keyUsage = (bits: number[], unused: number, critical = true) => ({
    extensions: instead(
      KEY_USAGE,
      extension(KEY_USAGE, bitString(Buffer.from(bits), unused), critical),
    ),
  });
  yield put('keyEncipherment', keyUsage([0x20], 5));
  yield put('digitalSignature and nonRepudiation', keyUsage([0xc0], 6));
  yield put('digitalSignature and keyCertSign', keyUsage([0x84], 2));
  yield put('keyCertSign', keyUsage([0x04], 2));
  yield put('digitalSignature and cRLSign', keyUsage([0x82], 1));
  yield put('all usages', keyUsage([0xff, 0x80], 7));
  yield put('no usage', keyUsage([], 0));
  yield put('no usage, one byte', keyUsage([0x00], 0));
  yield put('digitalSignature with loose bits', keyUsage([0x80], 0));
  yield put('digitalSignature, not critical', keyUsage([0x80], 7, false));
  const extended = (...usage: Buffer[]) => ({
    extensions: instead(EXTENDED_KEY_USAGE, extension(EXTENDED_KEY_USAGE, sequence(...usage))),
  });
  yield put('serverAuth', extended(SERVER_AUTH));
  yield put('any usage', extended(ANY_USAGE));
  yield put('codeSigning and serverAuth', extended(CODE_SIGNING, SERVER_AUTH));
  yield put('serverAuth and codeSigning', extended(SERVER_AUTH, CODE_SIGNING));
  yield put('codeSigning twice', extended(CODE_SIGNING, CODE_SIGNING));
  yield put('no extended usage', extended());
  const constraints =
    (critical: boolean, ...content: Buffer[]) =>
    (usual: Buffer[]) => [...usual, extension(BASIC_CONSTRAINTS, sequence(...content), critical)];
  const certSign = extension(KEY_USAGE, bitString(Buffer.from([0x84]), 2), true);
  const bothSign = (critical: boolean) => (usual: Buffer[]) =>
    constraints(critical, TRUE)(instead(KEY_USAGE, certSign)(usual));
  yield put('CA', { extensions: constraints(true, TRUE) });
  yield put('CA, not critical', { extensions: constraints(false, TRUE) });
  yield put('CA with keyCertSign', { extensions: bothSign(true) });
  yield put('CA with keyCertSign, not critical', { extensions: bothSign(false) });
  yield put('CA with path length', {
    extensions: constraints(true, TRUE, integer(Buffer.from([0]))),
  });
  yield put('no CA', { extensions: constraints(true) });
  yield put('no CA, not critical', { extensions: constraints(false) });
  yield put('no CA, written out', { extensions: constraints(true, tlv(1, Buffer.from([0]))) });
  yield put('no CA with path length', { extensions: constraints(true, integer(Buffer.from([0]))) });
  const names = (critical: boolean, ...content: Buffer[]) => ({
    extensions: instead(
      ALTERNATIVE_NAME,
      extension(ALTERNATIVE_NAME, sequence(...content), critical),
    ),
  });
  const uri = tlv(0x86, Buffer.from(`https://github.com/${REPOSITORY}`));
  const email = tlv(0x81, Buffer.from('someone@example.org'));
  yield put('SAN: email', names(true, email));
  yield put('SAN: DNS', names(true, tlv(0x82, Buffer.from('example.org'))));
  yield put('SAN: bad DNS', names(true, tlv(0x82, Buffer.from('exa mple..org'))));
  yield put('SAN: wildcard', names(true, tlv(0x82, Buffer.from('*.example.org'))));
  yield put('SAN: address', names(true, tlv(0x87, Buffer.from([127, 0, 0, 1]))));
  yield put('SAN: bad address', names(true, tlv(0x87, Buffer.from([127, 0, 0]))));
  yield put('SAN: two URIs', names(true, uri, uri));
  yield put('SAN: URI and email', names(true, uri, email));
  yield put('SAN: empty', names(true));
  yield put('SAN: not critical', names(false, uri));
  yield put('SAN: URI that is none', names(true, tlv(0x86, Buffer.from('no uri'))));
  yield put('SAN: URI not ASCII', names(true, tlv(0x86, Buffer.from('https://exämple.org'))));
  const otherName = tlv(0xa0, objectIdentifier(`${FULCIO}.7`), tlv(0xa0, utf8String('x')));
  yield put('SAN: other name', names(true, otherName));
  yield put('SAN: directory name', names(true, tlv(0xa4, distinguishedName('a', 'b'))));
  yield put('SAN: unknown kind', names(true, tlv(0x8f, Buffer.from('x'))));
  const subject = distinguishedName('acme', 'widget');
  yield put('subject and critical SAN', { subject });
  yield put('subject and SAN', { subject, ...names(false, uri) });
  yield put('subject and no SAN', { subject, extensions: without(ALTERNATIVE_NAME) });
}
