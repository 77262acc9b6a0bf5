import {
  distinguishedName,
  extension,
  makeAuthority,
} from '../../../sandbox/sigstore/certificate.ts';
import { objectIdentifier, sequence, set, tlv } from '../../../sandbox/sigstore/der.ts';
import { makeKeyPair, spki } from '../../../sandbox/sigstore/digest.ts';
import type { Forge } from '../forge.ts';
import { keyIdentifierOf, type LeafChanges } from '../leaf.ts';
import { AUTHORITY_KEY, instead, type OddLeaf } from './odd-leaf.ts';

export function* issuers(forge: Forge): Generator<OddLeaf> {
  const { root, intermediate } = forge.sigstore.fulcio;
  const put = (name: string, leaf: LeafChanges): OddLeaf => ({ group: 'issuer', name, leaf });
  const authorityKey = (key: Buffer) =>
    extension(AUTHORITY_KEY, sequence(tlv(0x80, keyIdentifierOf(key))));
  const rootKey = spki(root.key.publicKey);
  yield put('the root', {
    issuer: root.name,
    issuerKey: root.key.privateKey,
    extensions: instead(AUTHORITY_KEY, authorityKey(rootKey)),
    timestamps: (_, tbs) => [
      forge.sigstore.fulcio.certificateTransparencyLog.timestamp(tbs, rootKey, forge.now * 1000),
    ],
  });
  const validity = {
    notBefore: new Date((forge.now - 3600) * 1000),
    notAfter: new Date((forge.now + 3600) * 1000),
  };
  const stranger = makeAuthority(intermediate.name, makeKeyPair(), validity);
  yield put('a stranger of the same name', { issuerKey: stranger.key.privateKey });
  yield put('a stranger of the same name with its own key identifier', {
    issuerKey: stranger.key.privateKey,
    extensions: instead(AUTHORITY_KEY, authorityKey(spki(stranger.key.publicKey))),
  });
  yield put('another name', { issuer: distinguishedName('sandbox', 'other') });
  yield put("the root's name", { issuer: root.name });
  yield put('no name', { issuer: sequence() });
  yield put('a name in another string type', {
    issuer: sequence(
      set(sequence(objectIdentifier('2.5.4.10'), tlv(0x13, Buffer.from('sandbox')))),
      set(sequence(objectIdentifier('2.5.4.3'), tlv(0x13, Buffer.from('intermediate')))),
    ),
  });
  yield put('a name in another case', { issuer: distinguishedName('Sandbox', 'Intermediate') });
  yield put("the root's key identifier", {
    extensions: instead(AUTHORITY_KEY, authorityKey(rootKey)),
  });
  yield put('an unknown key identifier', {
    extensions: instead(
      AUTHORITY_KEY,
      extension(AUTHORITY_KEY, sequence(tlv(0x80, Buffer.alloc(20, 7)))),
    ),
  });
  yield put('an empty key identifier', {
    extensions: instead(AUTHORITY_KEY, extension(AUTHORITY_KEY, sequence(tlv(0x80)))),
  });
  yield put('no key identifier in the extension', {
    extensions: instead(AUTHORITY_KEY, extension(AUTHORITY_KEY, sequence())),
  });
  yield put('issuer and serial in the key identifier', {
    extensions: instead(
      AUTHORITY_KEY,
      extension(
        AUTHORITY_KEY,
        sequence(
          tlv(0x80, keyIdentifierOf(spki(intermediate.key.publicKey))),
          tlv(0xa1, tlv(0xa4, root.name)),
          tlv(0x82, Buffer.from([1])),
        ),
      ),
    ),
  });
  const self = makeKeyPair();
  yield put('itself', {
    key: self,
    issuerKey: self.privateKey,
    issuer: sequence(),
    extensions: (usual, key) => instead(AUTHORITY_KEY, authorityKey(key))(usual),
  });
  yield put('itself by key identifier only', {
    key: self,
    issuerKey: self.privateKey,
    extensions: (usual, key) => instead(AUTHORITY_KEY, authorityKey(key))(usual),
  });
  const ecdsa = (arc: number) => sequence(objectIdentifier(`1.2.840.10045.4.3.${arc}`));
  yield put('ECDSA with SHA-384', { algorithm: ecdsa(3), hash: 'sha384' });
  yield put('ECDSA with SHA-512', { algorithm: ecdsa(4), hash: 'sha512' });
  yield put('ECDSA with SHA-1', {
    algorithm: sequence(objectIdentifier('1.2.840.10045.4.1')),
    hash: 'sha1',
  });
  yield put('another algorithm outside', { outerAlgorithm: ecdsa(3) });
  yield put('another algorithm inside', { algorithm: ecdsa(3), outerAlgorithm: ecdsa(2) });
  const withNull = sequence(objectIdentifier('1.2.840.10045.4.3.2'), Buffer.from([5, 0]));
  yield put('an algorithm with NULL', { algorithm: withNull });
}
