import { basename } from 'node:path';
import pLimit from 'p-limit';
import { findFiles } from '../distribution/discover.ts';
import { inspectDistribution } from '../distribution/inspect.ts';
import { PublishError } from '../errors.ts';
import type { Distribution } from '../formats/distribution.ts';
import { findings, type JudgedFinding } from '../preflight/findings.ts';
import type { InspectConfig } from './inspect-config.ts';
import type { InspectedFile, InspectReport, UnreadableFile } from './inspect-report.ts';
import { inspectSignatures } from './inspect-signatures.ts';
import { createVerifier } from './inspection-trust.ts';
import { asPublishError } from './internal-error.ts';

/** Archives open at once. */
const CONCURRENCY = 4;

/**
 * Looks at distributions as an index will, and at attestations, provenance objects and
 * Sigstore bundles as a person would. Asks no server anything.
 * @throws PublishError `no-distributions` where a pattern names no file,
 *   `invalid-trust-config`, `invalid-configuration`
 */
export async function inspect(config: InspectConfig): Promise<InspectReport> {
  const verifier = await createVerifier(config);
  const { candidates, others } = await findAll(config);
  const limit = pLimit(CONCURRENCY);
  const inspected = await limit.map(candidates, (candidate) =>
    inspectDistribution(candidate).catch((error: unknown) => unreadable(candidate.path, error)),
  );
  const distributions = inspected.filter((file) => 'sha256' in file);
  const all = findings({ distributions, index: config.index.kind }, { verifyMetadata: true });
  const signatures: InspectedFile[] = [];
  for (const path of others) {
    signatures.push(
      await inspectSignatures(path, distributions, verifier).catch((error: unknown) =>
        unreadable(path, error),
      ),
    );
  }
  return {
    index: config.index,
    files: [...inspected.map((file) => withFindings(file, all)), ...signatures],
    findings: all.filter(({ filename }) => filename === undefined),
  };
}

function withFindings(
  file: Distribution | UnreadableFile,
  all: readonly JudgedFinding[],
): InspectedFile {
  if ('kind' in file) return file;
  const own = all.filter(({ filename }) => filename === file.filename);
  return { kind: 'distribution', path: file.path, distribution: file, findings: own };
}

/** Pattern by pattern: two files of one name may well be compared. */
async function findAll({ patterns, workspace }: InspectConfig) {
  const candidates = new Set<string>();
  const others = new Set<string>();
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'));
  for (const pattern of patterns.filter((one) => !excluded.includes(one))) {
    const found = await findFiles({
      patterns: [pattern, ...excluded],
      workspace,
      packagesDir: workspace,
    });
    for (const { path } of found.distributions) candidates.add(path);
    for (const path of found.strays) others.add(path);
    if (found.distributions.length + found.strays.length === 0) throw nothing(pattern);
  }
  return {
    candidates: [...candidates].map((path) => ({ path, filename: basename(path) })),
    others: [...others],
  };
}

function unreadable(path: string, error: unknown): UnreadableFile {
  return { kind: 'unreadable', path, error: asPublishError(error) };
}

function nothing(pattern: string): PublishError {
  return new PublishError({
    code: 'no-distributions',
    message: `There is no file ${pattern}.`,
    remedy: 'Give paths or patterns of files that exist.',
  });
}
