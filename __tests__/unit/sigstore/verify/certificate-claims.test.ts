import { describe, expect, test } from '@jest/globals';
import type { Signer } from '@sigstore/verify';
import { tlv, utf8String } from '../../../../sandbox/sigstore/der.ts';
import {
  certificateClaims,
  fileClaims,
} from '../../../../src/sigstore/verify/certificate-claims.ts';

const ISSUER = 8;

describe("the claims of a certificate's extensions", () => {
  test('are UTF8Strings of any length, by their number', () => {
    const texts = ['', 'x', 'ü'.repeat(63), 'x'.repeat(128), 'x'.repeat(255), 'x'.repeat(40_000)];
    for (const text of texts) {
      expect(claimsOf([ISSUER, utf8String(text)])).toEqual(new Map([[ISSUER, text]]));
    }
  });

  test('are not read from the old ones, which hold bare bytes', () => {
    expect(claimsOf([1, Buffer.from('https://issuer.example')], [5, Buffer.from([0xff])])).toEqual(
      new Map(),
    );
  });

  test('are not read from extensions of others', () => {
    const signer = signerWith([[1, 2, 840, 113549, 1, ISSUER], utf8String('x')]);
    expect(certificateClaims(signer)).toEqual(new Map());
    expect(certificateClaims({ key: signer.key })).toEqual(new Map());
  });

  test.each<[string, Uint8Array]>([
    ['nothing', Buffer.alloc(0)],
    ['bare bytes', Buffer.from('https://issuer.example')],
    ['another string type', tlv(0x13, Buffer.from('x'))],
    ['a byte more', Buffer.concat([utf8String('x'), Buffer.alloc(1)])],
    ['a byte less', utf8String('xyz').subarray(0, -1)],
    ['a length without an end', Buffer.from([0x0c, 0x80, 0x78, 0, 0])],
    ['a length of four bytes', Buffer.from([0x0c, 0x84, 0, 0, 0, 1, 0x78])],
    ['bytes that are not UTF-8', tlv(0x0c, Buffer.from([0xc3, 0x28]))],
  ])('refuses %s', (_, value) => {
    expect(() => claimsOf([ISSUER, value])).toThrow(RangeError);
  });

  test('refuses an extension that comes twice', () => {
    expect(() => claimsOf([ISSUER, utf8String('a')], [ISSUER, utf8String('b')])).toThrow('twice');
  });
});

describe('the issuer of a certificate that signed a file', () => {
  const OLD: [number, Uint8Array] = [1, Buffer.from('https://github.com/login/oauth')];
  const of = (...extensions: [number, Uint8Array][]) =>
    fileClaims(signerWith(...extensions.map(([n, value]) => [[...ARC, n], value] as const)));

  test('is read from extension 1 where the certificate is older than extension 8', () => {
    expect(of(OLD)).toEqual(new Map([[ISSUER, 'https://github.com/login/oauth']]));
  });

  test('is extension 8 where both are there', () => {
    expect(of(OLD, [ISSUER, utf8String('https://accounts.google.com')])).toEqual(
      new Map([[ISSUER, 'https://accounts.google.com']]),
    );
  });

  test('is not one of two, and no other bytes than text', () => {
    expect(() => of(OLD, OLD)).toThrow('twice');
    expect(() => of([1, Buffer.from([0xff])])).toThrow('is not UTF-8');
    expect(of()).toEqual(new Map());
  });
});

const ARC = [1, 3, 6, 1, 4, 1, 57264, 1] as const;

const claimsOf = (...extensions: [number, Uint8Array][]) =>
  certificateClaims(signerWith(...extensions.map(([n, value]) => [[...ARC, n], value] as const)));

/** A signer as `@sigstore/verify` gives one, with these extensions. */
function signerWith(...oids: (readonly [readonly number[], Uint8Array])[]): Signer {
  return {
    identity: {
      oids: oids.map(([id, value]) => ({ oid: { id: [...id] }, value: Buffer.from(value) })),
    },
  } as unknown as Signer;
}
