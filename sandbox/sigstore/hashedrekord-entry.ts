import { stringMember } from '../http/json.ts';
import { verifyDigest } from './ecdsa.ts';
import { EntryRefused, verifierOf } from './log-verifier.ts';

/**
 * The stored form of a proposed `hashedrekord` 0.0.1 entry, canonicalised as Rekor does it. The log
 * is shown a digest and never the file, so the signature is verified over the digest.
 * Throws EntryRefused.
 */
export function canonicalHashedrekordEntry(proposal: unknown): Buffer {
  const content = stringMember(proposal, 'spec', 'signature', 'content');
  if (content === '') throw new EntryRefused('missing signature');
  const verifier = verifierOf(stringMember(proposal, 'spec', 'signature', 'publicKey', 'content'));
  const algorithm = stringMember(proposal, 'spec', 'data', 'hash', 'algorithm');
  const value = stringMember(proposal, 'spec', 'data', 'hash', 'value');
  if (algorithm !== 'sha256' || !/^[0-9a-f]{64}$/.test(value)) {
    throw new EntryRefused('invalid value for hash');
  }
  const signature = Buffer.from(content, 'base64');
  if (!verifyDigest(Buffer.from(value, 'hex'), verifier.publicKey, signature)) {
    throw new EntryRefused(
      'verifying signature: invalid signature when validating ASN.1 encoded signature',
    );
  }
  return Buffer.from(
    JSON.stringify({
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash: { algorithm, value } },
        signature: {
          content: signature.toString('base64'),
          publicKey: { content: verifier.stored },
        },
      },
    }),
  );
}
