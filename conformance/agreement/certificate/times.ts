import { tlv } from '../../../sandbox/sigstore/der.ts';
import type { OddLeaf } from './odd-leaf.ts';

export function* times(now: number): Generator<OddLeaf> {
  const date = (seconds: number) => new Date((now + seconds) * 1000);
  const put = (name: string, from: number, to: number, integrated = 0): OddLeaf => ({
    group: 'times',
    name,
    leaf: { notBefore: date(from), notAfter: date(to) },
    entry: { integratedTime: now + integrated },
  });
  yield put('expired', -1200, -600);
  yield put('expired by a second', -600, -1);
  yield put('ends now', -600, 0);
  yield put('begins now', 0, 600);
  yield put('not yet valid', 600, 1200);
  yield put('not yet valid by a second', 1, 600);
  yield put('one second', 0, 0);
  yield put('ends before it begins', 60, -60);
  yield put('integrated before it', 0, 600, -1);
  yield put('integrated after it', 0, 600, 601);
  yield put('integrated at its end', 0, 600, 600);
  yield put('a year', -86_400, 365 * 86_400);
  yield put('beyond its issuer', -60, 20 * 365 * 86_400);
  yield put('before its issuer', -30 * 86_400, 600);
  yield put('integrated before the issuer', -30 * 86_400, 600, -20 * 86_400);
  yield put('integrated before the log', -86_000, 600, -7200);
  yield put('integrated in ten years', -60, 20 * 365 * 86_400, 11 * 365 * 86_400);
  const generalized = (at: Date) =>
    tlv(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
  yield { group: 'times', name: 'GeneralizedTime before 2050', leaf: { time: generalized } };
  const text = (tag: number, form: (digits: string) => string) => (at: Date) =>
    tlv(tag, Buffer.from(form(at.toISOString().replace(/[-:T]/g, '').slice(2, 14))));
  yield {
    group: 'times',
    name: 'without seconds',
    leaf: { time: text(0x17, (digits) => `${digits.slice(0, 10)}Z`) },
  };
  yield { group: 'times', name: 'zone', leaf: { time: text(0x17, (digits) => `${digits}+0000`) } };
  yield { group: 'times', name: 'no zone', leaf: { time: text(0x17, (digits) => digits) } };
  yield {
    group: 'times',
    name: 'no date',
    leaf: { time: text(0x17, (digits) => `99${digits.slice(2, 4)}99${digits.slice(6)}Z`) },
  };
}
