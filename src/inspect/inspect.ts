import { dirname } from 'node:path';
import pLimit from 'p-limit';
import { inspectDistribution } from '../distributions/inspect.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { findings, type JudgedFinding } from '../preflight/preflight.ts';
import type { IndexKind } from '../pypi/index-profile.ts';
import { asPublishError } from '../run/end-of-run.ts';
import type { InspectConfig } from './config.ts';
import { filesToInspect } from './files-to-inspect.ts';
import { type InspectedFile, type InspectReport, isShared, type UnreadableFile } from './report.ts';
import { createVerifier, inspectSignatures } from './signatures.ts';

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
  const byFile = findingsByFile(distributions, config.index.kind);
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
      ...inspected.map((file) => withFindings(file, byFile)),
      ...signatures,
      ...found.problems,
    ],
    findings: byFile.shared,
  };
}

function withFindings(file: Distribution | UnreadableFile, byFile: FindingsByFile): InspectedFile {
  if ('kind' in file) return file;
  const own = byFile.of(file);
  return { kind: 'distribution', path: file.path, distribution: file, findings: own };
}

function unreadable(path: string, error: unknown): UnreadableFile {
  return { kind: 'unreadable', path, error: asPublishError(error) };
}

/** What preflight says of files of which several may have one name. */
interface FindingsByFile {
  readonly of: (file: Distribution) => readonly JudgedFinding[];
  /** What it says of several files, each finding once. */
  readonly shared: readonly JudgedFinding[];
}

/**
 * Applies the rules to files that were named. Rules tell files apart by name, as an index does. So
 * the first file of each name is one release, and any other is judged with those of its own folder.
 */
function findingsByFile(distributions: readonly Distribution[], index: IndexKind): FindingsByFile {
  const names = Map.groupBy(distributions, ({ filename }) => filename);
  const first = [...names.values()].flatMap((files) => files.slice(0, 1));
  const further = new Set([...names.values()].flatMap((files) => files.slice(1)));
  const folders = Map.groupBy(distributions, ({ path }) => dirname(path));
  const releases = [
    { release: first, judged: first },
    ...[...folders.values()]
      .map((release) => ({ release, judged: release.filter((file) => further.has(file)) }))
      .filter(({ judged }) => judged.length > 0),
  ];
  const own = new Map<Distribution, readonly JudgedFinding[]>();
  const shared = new Map<string, JudgedFinding>();
  for (const { release, judged } of releases) {
    const all = findings({ distributions: release, index }, { verifyMetadata: true });
    for (const file of judged) {
      own.set(
        file,
        all.filter(({ filenames }) => filenames.includes(file.filename)),
      );
    }
    for (const finding of all.filter(isShared)) {
      const { rule, message, filenames } = finding;
      if (judged.some(({ filename }) => filenames.includes(filename)))
        shared.set([rule, message, ...filenames].join('\n'), finding);
    }
  }
  return { of: (file) => own.get(file) ?? [], shared: [...shared.values()] };
}
