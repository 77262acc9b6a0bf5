import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { derContent, derItems } from './der-items.ts';

/**
 * The key of a PKCS #10 request in PEM (RFC 2986 4) whose signature shows that the client has it;
 * undefined for anything else. Fulcio ignores the subject and the attributes.
 */
export function certificateRequestKey(pem: string): KeyObject | undefined {
  try {
    const [info, , signature] = derItems(derOf(pem));
    const [, , spki] = derItems(info ?? Buffer.alloc(0));
    if (info === undefined || spki === undefined || signature === undefined) return undefined;
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    // The first byte of a BIT STRING counts unused bits.
    const proof = signature.subarray(derContent(signature).start + 1);
    return verify('sha256', info, key, proof) ? key : undefined;
  } catch {
    return undefined;
  }
}

function derOf(pem: string): Buffer {
  const base64 = /-----BEGIN CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END/.exec(pem)?.[1];
  return Buffer.from(base64 ?? '', 'base64');
}
