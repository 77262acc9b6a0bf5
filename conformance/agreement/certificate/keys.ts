import { generateKeyPairSync } from 'node:crypto';
import type { KeyPair } from '../../../sandbox/sigstore/digest.ts';
import type { OddLeaf } from './odd-leaf.ts';

export function* keys(): Generator<OddLeaf> {
  const put = (name: string, key: KeyPair): OddLeaf => ({ group: 'key', name, leaf: { key } });
  for (const namedCurve of ['P-384', 'P-521', 'secp256k1', 'brainpoolP256r1']) {
    yield put(namedCurve, generateKeyPairSync('ec', { namedCurve }));
  }
  yield put('RSA 2048', generateKeyPairSync('rsa', { modulusLength: 2048 }));
  yield put('RSA 1024', generateKeyPairSync('rsa', { modulusLength: 1024 }));
  const explicit = { namedCurve: 'P-256', paramEncoding: 'explicit' } as const;
  yield put('P-256 with explicit parameters', generateKeyPairSync('ec', explicit));
}
