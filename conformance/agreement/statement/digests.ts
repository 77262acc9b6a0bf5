import type { Case } from '../case.ts';
import type { MakeStatement, Usual } from './usual.ts';

const SHA256 = 'b'.repeat(64);

export function* digestCases(usual: Usual, name: string, make: MakeStatement): Generator<Case> {
  const put = (what: string, digest: unknown) =>
    make('statement: digests', what, { ...usual, subject: [{ name, digest }] });
  for (const more of [
    'sha384',
    'sha512',
    'sha3_256',
    'sha3_384',
    'sha3_512',
    'md5',
    'sha1',
    'sha224',
    'blake2b',
    'gitCommit',
    'SHA256',
    'sha-256',
    '',
    '__proto__',
    'constructor',
  ]) {
    const digest = `{"sha256":${JSON.stringify(SHA256)},${JSON.stringify(more)}:"00"}`;
    const text = JSON.stringify({ ...usual, subject: [{ name, digest: 0 }] });
    yield make(
      'statement: digests',
      `and ${more}`,
      text.replace('"digest":0', `"digest":${digest}`),
    );
    yield put(`only ${more}`, { [more]: SHA256 });
  }
  yield put('empty', {});
  yield put('upper case', { sha256: SHA256.toUpperCase() });
  yield put('half', { sha256: SHA256.slice(32) });
  yield put('a blank', { sha256: `${SHA256} ` });
  yield put('base64', { sha256: Buffer.from(SHA256, 'hex').toString('base64') });
  yield put('other', { sha256: 'c'.repeat(64) });
  yield put('sha512 of another type', { sha256: SHA256, sha512: 1 });
  yield put('sha512 null', { sha256: SHA256, sha512: null });
}
