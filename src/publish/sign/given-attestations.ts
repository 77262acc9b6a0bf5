import fs, { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { readRegularFile } from '../../files/regular-file.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import type { Deps } from '../../run/deps.ts';
import type { GivenAttestations } from '../../run/signing/sign-subjects.ts';
import {
  expectAcceptedEntries,
  type GivenAttestation,
  readAttestations,
} from '../../sigstore/read/read-attestations.ts';
import type { PublishConfig } from '../config.ts';

/** A bundle is 5 to 20 KB; a file of thousands of lines is still far below this. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * Reads what `attestation-paths` names and matches it to the release by the subject's
 * SHA-256. Everything that PyPI would refuse for its form is refused here, with the reason;
 * signatures are verified later, with our own.
 * @throws PublishError `invalid-configuration`, `invalid-attestation`
 */
export async function readGivenAttestations(
  distributions: readonly Distribution[],
  config: PublishConfig,
  deps: Deps,
): Promise<GivenAttestations> {
  const bySha256 = new Map(distributions.map((file) => [file.sha256, file]));
  const given = new Map<string, GivenAttestation[]>();
  const problems: string[] = [];
  for (const path of await findFiles(config)) {
    for (const attestation of await readOne(path, config, problems)) {
      const { subject, predicateType } = attestation.statement;
      const distribution = bySha256.get(subject.sha256);
      if (!distribution) {
        deps.log.warning(`${path}: about ${subject.filename}, which is not in this release.`);
        continue;
      }
      const others = given.get(distribution.filename) ?? [];
      if (others.some(({ statement }) => statement.predicateType === predicateType)) {
        problems.push(
          `${path}: a second attestation of ${predicateType} for ${distribution.filename}`,
        );
      }
      given.set(distribution.filename, [...others, attestation]);
    }
  }
  if (problems.length > 0) throw unusable(problems);
  return given;
}

async function findFiles({ attestationPaths, workspace }: PublishConfig): Promise<string[]> {
  const paths = new Set<string>();
  for (const pattern of attestationPaths) {
    const before = paths.size;
    for await (const path of fs.glob(pattern.replaceAll('\\', '/'), { cwd: workspace })) {
      const absolute = resolve(workspace, path);
      const found = await stat(absolute).catch(() => undefined);
      if (!found?.isDirectory()) paths.add(absolute);
    }
    if (paths.size === before) throw nothingFound(pattern);
  }
  return [...paths].toSorted();
}

async function readOne(
  path: string,
  { index }: PublishConfig,
  problems: string[],
): Promise<readonly GivenAttestation[]> {
  const bytes = await readRegularFile(path, MAX_FILE_BYTES);
  if (typeof bytes === 'string') {
    problems.push(`${path} ${bytes}`);
    return [];
  }
  try {
    const given = readAttestations(bytes.toString('utf8'));
    for (const { attestation } of given) expectAcceptedEntries(attestation, index.rekorApiVersions);
    return given;
  } catch (cause) {
    problems.push(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`);
    return [];
  }
}

function nothingFound(pattern: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`attestation-paths\` names ${pattern}, and there is no such file.`,
    remedy: 'Download the attestations before this step, or leave the line out.',
  });
}

function unusable(problems: readonly string[]): PublishError {
  return new PublishError({
    code: 'invalid-attestation',
    message: ['Attestations that PyPI would refuse:', ...problems.map((text) => `- ${text}`)].join(
      '\n',
    ),
    remedy:
      'Leave these files out of `attestation-paths`, or make them anew: one subject a statement, signed with the public Sigstore, of the type PyPI publish or SLSA provenance v1, one of each a file.',
  });
}
