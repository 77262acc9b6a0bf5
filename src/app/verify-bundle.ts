import { basename } from 'node:path';
import { PublishError } from '../errors.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { JSON_LIMITS } from '../formats/json-limits.ts';
import { parseJson } from '../formats/strict-json.ts';
import { expectedSigner } from '../verification/bundle-signer.ts';
import { certificateIdentity } from '../verification/certificate-identity.ts';
import { type BundleOutcome, judgeBundles } from '../verification/judge-bundles.ts';
import type { VerifiedItem } from '../verification/report.ts';
import type { VerificationSubject } from '../verification/subject.ts';
import { evidenceBeside } from './given-evidence.ts';
import type { ProjectVerification } from './project-verification.ts';

/** A plain file is held in memory whole while its signature is verified. */
const MAX_SIGNED_BYTES = 1024 * 1024 * 1024;

/**
 * Verifies a plain file by the Sigstore bundles that were given or lie beside it
 * (`FILE.sigstore`, `FILE.sigstore.json`).
 * @throws PublishError `invalid-configuration` for a file that cannot be read
 */
export async function verifyBundle(
  subject: VerificationSubject,
  { trust, given, context }: Pick<ProjectVerification, 'trust' | 'given' | 'context'>,
): Promise<VerifiedItem> {
  const path = subject.path ?? subject.filename ?? '';
  const bytes = await readBytes(path);
  const { verifier } = await trust;
  const evidence = given.length > 0 ? given : await evidenceBeside(path);
  const outcomes = evidence.flatMap(({ text }) =>
    documents(text).map((json): BundleOutcome => {
      const verified = verifier.bundle(json, bytes);
      if (verified.kind !== 'verified') return verified;
      const { signer, ...signed } = verified;
      return { ...signed, identity: certificateIdentity(signer), subject: signer.subject };
    }),
  );
  const expected = expectedSigner(basename(path), context.demands, context.policy);
  return judgeBundles(subject, outcomes, expected, context);
}

async function readBytes(path: string): Promise<Buffer> {
  const bytes = await readRegularFile(path, MAX_SIGNED_BYTES);
  if (typeof bytes !== 'string') return bytes;
  const why = bytes === 'is too large' ? ': it is larger than 1 GiB' : '';
  throw new PublishError({
    code: 'invalid-configuration',
    message: `${path} cannot be read${why}.`,
    remedy: 'Give the path of a file that exists.',
  });
}

/** One JSON document, or one a line. What is none fails as a bundle. */
function documents(text: string): readonly unknown[] {
  try {
    return [parseJson(text, JSON_LIMITS.bundle)];
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return lines.slice(0, 100).map((line): unknown => {
      try {
        return parseJson(line, JSON_LIMITS.bundle);
      } catch {
        return undefined;
      }
    });
  }
}
