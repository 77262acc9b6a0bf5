import pLimit from 'p-limit';
import { inspectDistribution } from '../distributions/inspect.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { asPublishError } from '../run/internal-error.ts';
import type { InspectConfig } from './config.ts';
import { filesToInspect } from './files-to-inspect.ts';
import { type FindingsByFile, findingsByFile } from './findings.ts';
import { createVerifier } from './inspection-trust.ts';
import type { InspectedFile, InspectReport, UnreadableFile } from './report.ts';
import { inspectSignatures } from './signatures.ts';

/** Archives open at once. */
const CONCURRENCY = 4;

/**
 * Looks at distributions as an index will, and at attestations, provenance objects and
 * Sigstore bundles as a person would. Sends no request. What is wrong with one file, or with one
 * of the names that were given, is told of that one.
 * @throws PublishError `invalid-trust-config`, `invalid-configuration`
 */
export async function inspect(config: InspectConfig): Promise<InspectReport> {
  const verifier = await createVerifier(config);
  const found = await filesToInspect(config);
  const limit = pLimit(CONCURRENCY);
  const inspected = await limit.map(found.distributions, (candidate) =>
    inspectDistribution(candidate).catch((error: unknown) => unreadable(candidate.path, error)),
  );
  const distributions = inspected.filter((file) => 'sha256' in file);
  const findings = findingsByFile(distributions, config.index.kind);
  const signatures: InspectedFile[] = [];
  for (const path of found.others) {
    signatures.push(
      await inspectSignatures(path, distributions, verifier).catch((error: unknown) =>
        unreadable(path, error),
      ),
    );
  }
  return {
    index: config.index,
    files: [
      ...inspected.map((file) => withFindings(file, findings)),
      ...signatures,
      ...found.problems,
    ],
    findings: findings.together,
  };
}

function withFindings(
  file: Distribution | UnreadableFile,
  findings: FindingsByFile,
): InspectedFile {
  if ('kind' in file) return file;
  const own = findings.of(file);
  return { kind: 'distribution', path: file.path, distribution: file, findings: own };
}

function unreadable(path: string, error: unknown): UnreadableFile {
  return { kind: 'unreadable', path, error: asPublishError(error) };
}
