import { basename } from 'node:path';
import * as v from 'valibot';
import { describeFileStart } from '../archives/file-start.ts';
import { PublishError } from '../errors.ts';
import { readRegularFile } from '../files/regular-file.ts';
import { GITHUB_ISSUER } from '../github/publisher.ts';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { checkJsonLimits } from '../json/meter.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { PYPI_REKOR_API_VERSIONS } from '../pypi/index-profile.ts';
import { readTrustConfig } from '../run/signing/sigstore.ts';
import { githubRoot } from '../sigstore/github-instance.ts';
import { shippedRoot } from '../sigstore/public-instance.ts';
import { type SignedDocument, signedDocument } from '../sigstore/read/signed-document.ts';
import { parseTrustConfig } from '../sigstore/sigstore-instance.ts';
import {
  createDocumentVerifier,
  type DocumentVerifier,
} from '../sigstore/verify/document-verifier.ts';
import type { InspectConfig } from './config.ts';
import type { InspectedDocument, InspectedSignatures, Verification } from './report.ts';
import { bytesOf, fileBeside } from './signed-file.ts';

/** Enough to tell what a file is. */
const START_BYTES = 512;

/**
 * Reads a PEP 740 attestation, a provenance object, or Sigstore bundles (JSON or JSONL).
 * @param distributions the ones inspected along with it
 * @param verifier undefined where nothing is to be verified
 * @throws PublishError `invalid-attestation`
 */
export async function inspectSignatures(
  path: string,
  distributions: readonly Distribution[],
  verifier: DocumentVerifier | undefined,
): Promise<InspectedSignatures> {
  const documents: InspectedDocument[] = [];
  const json = await readDocuments(path);
  const provenance =
    json.length === 1 ? v.safeParse(provenanceShape, json[0], FIRST_ISSUE) : undefined;
  const signed = provenance?.success
    ? provenance.output.attestation_bundles.flatMap(({ publisher, attestations }) =>
        attestations.map((attestation) => ({ attestation, publisher: textsOf(publisher) })),
      )
    : json.map((attestation) => ({ attestation, publisher: undefined }));
  for (const { attestation, publisher } of signed) {
    const document = orInvalid(path, () => signedDocument(attestation, PYPI_REKOR_API_VERSIONS));
    const beside = await fileBeside(document, path, distributions);
    const verification = await verify({ document, publisher, beside }, verifier);
    documents.push({ document, publisher, beside, verification });
  }
  return { kind: 'signatures', path, isProvenance: provenance?.success === true, documents };
}

/** Loose: what is wrong with an attestation inside is said of that attestation. */
const provenanceShape = v.object({
  attestation_bundles: v.array(
    v.object({
      publisher: v.fallback(v.record(v.string(), v.unknown()), {}),
      attestations: v.array(v.unknown()),
    }),
  ),
});

/** The publisher's members that are texts; `claims` and the like are for the index alone. */
function textsOf(publisher: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const texts = Object.entries(publisher).filter(([, value]) => typeof value === 'string');
  return new Map(texts.map(([name, value]) => [name, String(value)]));
}

async function verify(
  { document, publisher, beside }: Pick<InspectedDocument, 'document' | 'publisher' | 'beside'>,
  verifier: DocumentVerifier | undefined,
): Promise<Verification> {
  if (!verifier) return { kind: 'not-asked' };
  return verifier.verify(document, {
    bytes: await bytesOf(document, beside),
    publisher: publisher && githubPublisher(publisher),
  });
}

/** The signer that an index names, where it is a GitHub workflow. */
function githubPublisher(publisher: ReadonlyMap<string, string>) {
  const repository = publisher.get('repository');
  const workflow = publisher.get('workflow');
  return publisher.get('kind') === 'GitHub' && repository && workflow
    ? { issuer: GITHUB_ISSUER, repository, workflow }
    : undefined;
}

async function readDocuments(path: string): Promise<readonly unknown[]> {
  const bytes = await readRegularFile(path, JSON_LIMITS.bundle.bytes);
  if (bytes === 'is too large') {
    throw isNamedAsEvidence(path)
      ? invalid(path, 'is too large for an attestation')
      : foreign(path);
  }
  if (typeof bytes === 'string') throw invalid(path, bytes);
  const content = bytes.toString('utf8');
  try {
    checkJsonLimits(content, JSON_LIMITS.bundle);
  } catch (cause) {
    throw invalid(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  try {
    return [JSON.parse(content)];
  } catch {
    try {
      const lines = content.split('\n').filter((line) => line.trim() !== '');
      if (lines.length > 1) return lines.map((line): unknown => JSON.parse(line));
    } catch {
      // Said below.
    }
    throw isNamedAsEvidence(path)
      ? invalid(path, 'is not JSON, as attestations and bundles are')
      : foreign(path, `; ${describeFileStart(bytes.subarray(0, START_BYTES))}`);
  }
}

function isNamedAsEvidence(path: string): boolean {
  return /\.(?:attestation|provenance|sigstore|json|jsonl)$/.test(path);
}

/** An older kind of distribution, most likely: `.tar.bz2`, `.egg`, `.exe`. */
function foreign(path: string, what = ''): PublishError {
  return new PublishError({
    code: 'invalid-distribution',
    message: `${basename(path)} is neither a distribution nor an attestation or a bundle${what}.`,
    remedy:
      'PyPI accepts wheels (.whl) and sdists (.tar.gz) only. Build one of them with a current build backend, or leave the file out.',
  });
}

function orInvalid(path: string, read: () => SignedDocument): SignedDocument {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw invalid(path, 'holds no attestation, provenance object or Sigstore bundle', cause);
  }
}

function invalid(path: string, why: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'invalid-attestation',
    message: `${basename(path)} ${why}.`,
    remedy:
      'Distributions end in .whl or .tar.gz; anything else must be an attestation or a bundle.',
    cause,
  });
}

/**
 * What an inspection verifies with: the shipped root of the public Sigstore, or that of the
 * file that was named.
 * @returns undefined where nothing is to be verified
 * @throws PublishError `invalid-trust-config`, `invalid-configuration`
 */
export async function createVerifier(config: InspectConfig): Promise<DocumentVerifier | undefined> {
  const { trustConfigPath, workspace } = config;
  if (!config.verify) return undefined;
  if (trustConfigPath === undefined) return createDocumentVerifier(shippedRoot(), githubRoot());
  const text = await readTrustConfig(trustConfigPath, workspace);
  return createDocumentVerifier(parseTrustConfig(text, trustConfigPath).trustedRoot);
}
