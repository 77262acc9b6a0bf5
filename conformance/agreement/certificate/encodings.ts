import { integer, sequence, tlv } from '../../../sandbox/sigstore/der.ts';
import { pem } from '../forge.ts';
import type { LeafChanges } from '../leaf.ts';
import type { OddLeaf } from './odd-leaf.ts';

export function* encodings(): Generator<OddLeaf> {
  const put = (name: string, leaf: LeafChanges): OddLeaf => ({ group: 'encoding', name, leaf });
  const version = (number: number) => tlv(0xa0, integer(Buffer.from([number])));
  yield put('version 1', { version: Buffer.alloc(0) });
  yield put('version 1, no extensions', {
    version: Buffer.alloc(0),
    extensions: () => [],
    timestamps: () => [],
  });
  yield put('version 2', { version: version(1) });
  yield put('version 4', { version: version(3) });
  const serial = (...bytes: number[]) => tlv(0x02, Buffer.from(bytes));
  yield put('serial 0', { serial: serial(0) });
  yield put('serial 1', { serial: serial(1) });
  yield put('a negative serial', { serial: serial(0xff) });
  yield put('a serial of 20 bytes', { serial: serial(0x7f, ...Array<number>(19).fill(1)) });
  yield put('a serial of 21 bytes', { serial: serial(0, 0x80, ...Array<number>(19).fill(1)) });
  yield put('a serial of 22 bytes', { serial: serial(0x7f, ...Array<number>(21).fill(1)) });
  yield put('a serial with a zero too many', { serial: serial(0, 1) });
  yield put('a serial of nothing', { serial: serial() });
  yield put('bytes after it', { der: (der) => Buffer.concat([der, Buffer.alloc(1)]) });
  yield put('itself after it', { der: (der) => Buffer.concat([der, der]) });
  yield put('the last byte missing', { der: (der) => der.subarray(0, -1) });
  yield put('half of it', { der: (der) => der.subarray(0, der.length >> 1) });
  yield put('nothing', { der: () => Buffer.alloc(0) });
  yield put('garbage', { der: () => Buffer.from('garbage') });
  yield put('an empty sequence', { der: () => sequence() });
  yield put('PEM', { der: (der) => Buffer.from(pem(der)) });
  yield put('a chain in PEM', { der: (der) => Buffer.from(pem(der) + pem(der)) });
  yield put('in a sequence', { der: (der) => sequence(der) });
  yield put('a length in too many bytes', {
    der: (der) =>
      Buffer.concat([Buffer.from([0x30, 0x83, 0]), der.subarray(2, 4), der.subarray(4)]),
  });
  yield put('a length of no end', {
    der: (der) => Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)]),
  });
}
