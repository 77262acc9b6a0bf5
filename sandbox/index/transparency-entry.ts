import { parsedJson } from '../http/body.ts';
import { member, stringMember } from '../http/json.ts';

/** The members that each object of an entry may have. */
const MEMBERS: readonly (readonly [path: readonly string[], names: readonly string[]])[] = [
  [
    [],
    [
      'logIndex',
      'logId',
      'kindVersion',
      'integratedTime',
      'inclusionPromise',
      'inclusionProof',
      'canonicalizedBody',
    ],
  ],
  [['logId'], ['keyId']],
  [['kindVersion'], ['kind', 'version']],
  [['inclusionPromise'], ['signedEntryTimestamp']],
  [['inclusionProof'], ['logIndex', 'rootHash', 'treeSize', 'hashes', 'checkpoint']],
  [['inclusionProof', 'checkpoint'], ['envelope']],
];

const knowsMembers = (entry: object): boolean =>
  MEMBERS.every(([path, names]) =>
    Object.keys(member(entry, ...path) ?? {}).every((name) => names.includes(name)),
  );

/** What sigstore-python refuses to read, before it verifies anything. */
export class InvalidEntry extends Error {}

/**
 * Checks the shape of a transparency log entry as sigstore-python's models do: 64-bit numbers are
 * strings, no member is unknown, inclusion proof with checkpoint and an inclusion promise are there;
 * the promise only where nothing else dates it.
 * Throws InvalidEntry.
 */
export function checkEntryShape(entry: object, isDated: boolean): void {
  const texts = [
    ['logId', 'keyId'],
    ['kindVersion', 'kind'],
    ['kindVersion', 'version'],
    ['inclusionProof', 'rootHash'],
    ['canonicalizedBody'],
  ];
  const numbers = [['logIndex'], ['inclusionProof', 'logIndex'], ['inclusionProof', 'treeSize']];
  const hashes = member(entry, 'inclusionProof', 'hashes');
  const isValid =
    knowsMembers(entry) &&
    texts.every((path) => typeof member(entry, ...path) === 'string') &&
    numbers.every((path) => isUint64(member(entry, ...path))) &&
    isOptionalUint64(member(entry, 'integratedTime')) &&
    Array.isArray(hashes) &&
    hashes.every((hash) => typeof hash === 'string');
  const checkpoint = member(entry, 'inclusionProof', 'checkpoint', 'envelope');
  if (!isValid || typeof checkpoint !== 'string') {
    throw new InvalidEntry('invalid transparency log entry');
  }
  const treeSize = BigInt(String(member(entry, 'inclusionProof', 'treeSize')));
  if (treeSize <= BigInt(String(member(entry, 'inclusionProof', 'logIndex')))) {
    throw new InvalidEntry('invalid transparency log entry');
  }
  if (!isDated && typeof member(entry, 'inclusionPromise', 'signedEntryTimestamp') !== 'string') {
    throw new InvalidEntry('bundle must contain an inclusion promise or signed timestamp(s)');
  }
}

/**
 * What sigstore-python compares and `@sigstore/verify` does not: the proof's own root and size with
 * the checkpoint's. Undefined where they agree.
 */
export function rootProblem(entry: object): string | undefined {
  const proof = member(entry, 'inclusionProof');
  const [, size, root] = stringMember(proof, 'checkpoint', 'envelope').split('\n');
  const stated = Buffer.from(stringMember(proof, 'rootHash'), 'base64');
  if (
    stated.equals(Buffer.from(root ?? '', 'base64')) &&
    stringMember(proof, 'treeSize') === size
  ) {
    return undefined;
  }
  return `inclusion proof contains invalid root hash: expected ${stated.toString('hex')}`;
}

/** Whether the entry names this certificate (PEM, as Rekor encodes it) as its verifier. */
export function namesCertificate(entry: object, pem: string): boolean {
  const body = parsedJson(
    Buffer.from(stringMember(entry, 'canonicalizedBody'), 'base64').toString(),
  );
  const v2 = ['spec', 'hashedRekordV002', 'signature', 'verifier', 'x509Certificate', 'rawBytes'];
  if (isOfRekorV2(entry))
    return stringMember(body, ...v2) === pem.replaceAll(/-----.*-----|\s/g, '');
  const verifier = stringMember(body, 'spec', 'signatures', 0, 'verifier');
  return verifier === Buffer.from(pem).toString('base64');
}

/** Whether an entry is one that a Rekor v2 log makes of an envelope. */
export const isOfRekorV2 = (entry: object): boolean =>
  stringMember(entry, 'kindVersion', 'kind') === 'hashedrekord' &&
  stringMember(entry, 'kindVersion', 'version') === '0.0.2';

const isUint64 = (value: unknown): boolean =>
  typeof value === 'string' && /^[0-9]{1,20}$/.test(value) && BigInt(value) < 2n ** 64n;

const isOptionalUint64 = (value: unknown): boolean => value === undefined || isUint64(value);
