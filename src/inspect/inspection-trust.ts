import { readTrustConfig } from '../run/signing/sigstore.ts';
import { shippedRoot } from '../sigstore/public-instance.ts';
import { parseTrustConfig } from '../sigstore/sigstore-instance.ts';
import {
  createDocumentVerifier,
  type DocumentVerifier,
} from '../sigstore/verify/document-verifier.ts';
import type { InspectConfig } from './config.ts';

/**
 * What an inspection verifies with: the shipped root of the public Sigstore, or that of the
 * file that was named.
 * @returns undefined where nothing is to be verified
 * @throws PublishError `invalid-trust-config`, `invalid-configuration`
 */
export async function createVerifier(config: InspectConfig): Promise<DocumentVerifier | undefined> {
  const { trustConfigPath, workspace } = config;
  if (!config.verify) return undefined;
  if (trustConfigPath === undefined) return createDocumentVerifier(shippedRoot());
  const text = await readTrustConfig(trustConfigPath, workspace);
  return createDocumentVerifier(parseTrustConfig(text, trustConfigPath).trustedRoot);
}
