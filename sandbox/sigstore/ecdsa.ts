import type { KeyObject } from 'node:crypto';

// NIST P-256 (FIPS 186-5, SP 800-186 3.2.1.3): y² = x³ − 3x + b over the integers modulo P.
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

/** An affine point; undefined is the one at infinity. */
interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/**
 * Whether an ECDSA signature (DER) is over this SHA-256 digest. `node:crypto` hashes what it
 * verifies and takes no digest; a log that is shown nothing but a digest needs this.
 */
export function verifyDigest(digest: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  const numbers = signatureNumbers(signature);
  const { x, y } = key.export({ format: 'jwk' });
  if (numbers === undefined || x === undefined || y === undefined) return false;
  const { r, s } = numbers;
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const publicPoint = {
    x: number(Buffer.from(x, 'base64url')),
    y: number(Buffer.from(y, 'base64url')),
  };
  const w = inverse(s, N);
  const sum = add(multiply(G, (number(digest) * w) % N), multiply(publicPoint, (r * w) % N));
  return sum !== undefined && sum.x % N === r;
}

function number(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`);
}

/** ECDSA-Sig-Value (RFC 5480): a SEQUENCE of two INTEGERs. P-256's is shorter than 128 bytes. */
function signatureNumbers(der: Uint8Array): { r: bigint; s: bigint } | undefined {
  const [sequenceTag, length, firstTag, first = 0] = der;
  const [secondTag, second = 0] = der.subarray(4 + first);
  const isWhole = length === der.length - 2 && der.length === 6 + first + second;
  if (sequenceTag !== 0x30 || firstTag !== 0x02 || secondTag !== 0x02 || !isWhole) return undefined;
  return { r: number(der.subarray(4, 4 + first)), s: number(der.subarray(6 + first)) };
}

const modulo = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;

/** By the extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b] = [modulo(value, modulus), modulus];
  let [x, y] = [1n, 0n];
  while (b !== 0n) {
    const quotient = a / b;
    [a, b] = [b, a - quotient * b];
    [x, y] = [y, x - quotient * y];
  }
  return modulo(x, modulus);
}

function add(a: Point | undefined, b: Point | undefined): Point | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  if (a.x === b.x && modulo(a.y + b.y, P) === 0n) return undefined;
  const slope =
    a.x === b.x
      ? (3n * a.x * a.x - 3n) * inverse(2n * a.y, P)
      : (b.y - a.y) * inverse(b.x - a.x, P);
  const x = modulo(slope * slope - a.x - b.x, P);
  return { x, y: modulo(slope * (a.x - x) - a.y, P) };
}

function multiply(point: Point, factor: bigint): Point | undefined {
  let sum: Point | undefined;
  let double: Point | undefined = point;
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = add(sum, double);
    double = add(double, double);
  }
  return sum;
}
