import pLimit from 'p-limit';
import { ArchiveDefect, invalidDistribution } from '../archives/archive-defect.ts';
import { PublishError } from '../errors.ts';
import {
  type CoreMetadata,
  metadataValues,
  parseCoreMetadata,
} from '../packaging/core-metadata.ts';
import type { Distribution } from '../packaging/distribution.ts';
import {
  parseDistributionFilename,
  type SdistFilename,
  type WheelFilename,
} from '../packaging/distribution-filename.ts';
import { fieldExcess, headerExcess } from '../packaging/metadata-limits.ts';
import { isProjectName, normalizeProjectName } from '../packaging/project-name.ts';
import { formatVersion, parseVersion } from '../packaging/version.ts';
import { compareVersions } from '../packaging/version-order.ts';
import type { DistributionCandidate } from './candidate.ts';
import { readSdist } from './sdist.ts';
import { readWheel } from './wheel.ts';

/**
 * Opens a distribution's archive, hashes it, and holds its file name against its metadata.
 * @throws PublishError `invalid-distribution`, `file-changed`; either names the file
 */
export async function inspectDistribution(candidate: DistributionCandidate): Promise<Distribution> {
  const { path, filename } = candidate;
  const parsedFilename = parseDistributionFilename(filename);
  if (CONTROL_CHARACTER.test(filename)) {
    throw invalidDistribution(filename, unprintableFilename());
  }
  if (parsedFilename === undefined) {
    throw invalidDistribution(filename, invalidFilename(filename));
  }
  const read = parsedFilename.kind === 'wheel' ? readWheel : readSdist;
  const { metadata: bytes, hasLicenseFile, forbidden, wheel, ...digest } = await read(candidate);
  const metadata = readMetadata(bytes, filename);
  const missingLicenseFiles = metadataValues(metadata, 'License-File').filter(
    (file) => !hasLicenseFile(file),
  );
  try {
    return {
      path,
      filename,
      parsedFilename,
      ...identity(metadata, parsedFilename),
      ...digest,
      metadata,
      contents: { missingLicenseFiles, forbidden, wheel },
    };
  } catch (error) {
    throw invalidDistribution(filename, error);
  }
}

function readMetadata(bytes: Uint8Array, filename: string): CoreMetadata {
  const tooMany = headerExcess(bytes);
  const metadata = tooMany === undefined ? parseCoreMetadata(bytes) : undefined;
  const excess = metadata === undefined ? tooMany : fieldExcess(metadata);
  if (metadata !== undefined && excess === undefined) return metadata;
  throw invalidDistribution(filename, new ArchiveDefect(`has metadata with ${excess}`, SHORTEN));
}

/**
 * Inspects many, `concurrency` at a time, in the order given. Where any is invalid, throws one
 * `PublishError` that lists each invalid file with its own reason: `invalid-distribution`, or
 * `file-changed` where each of them changed.
 */
export async function inspectDistributions(
  candidates: readonly DistributionCandidate[],
  options: {
    readonly concurrency: number;
    /** Told of each that is done with, valid or not. */
    readonly onInspected?: () => void;
  },
): Promise<Distribution[]> {
  const limit = pLimit(options.concurrency);
  const results = await Promise.allSettled(
    candidates.map((candidate) =>
      limit(inspectDistribution, candidate).finally(() => options.onInspected?.()),
    ),
  );
  const distributions: Distribution[] = [];
  const problems: PublishError[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') {
      distributions.push(result.value);
    } else if (result.reason instanceof PublishError) {
      problems.push(result.reason);
    } else {
      throw result.reason;
    }
  }
  if (problems.length > 0) {
    throw joined(problems, candidates.length);
  }
  return distributions;
}

function joined(problems: readonly PublishError[], total: number): PublishError {
  const [only] = problems;
  if (only !== undefined && problems.length === 1) {
    return only;
  }
  const lines = problems.map((problem) => `- ${problem.message}`).join('\n');
  const code = problems.every((problem) => problem.code === only?.code) ? only?.code : undefined;
  return new PublishError({
    code: code ?? 'invalid-distribution',
    message: `${problems.length} of ${total} distributions cannot be published:\n${lines}`,
    remedy: [...new Set(problems.map((problem) => problem.remedy))].join('\n'),
    cause: new AggregateError(problems),
  });
}

function identity(
  metadata: CoreMetadata,
  filename: WheelFilename | SdistFilename,
): Pick<Distribution, 'name' | 'project' | 'version'> {
  const name = single(metadata, 'Name');
  const versionText = single(metadata, 'Version');
  const version = parseVersion(versionText);
  if (!isProjectName(name)) {
    throw new ArchiveDefect(
      `has metadata with an invalid Name (${name})`,
      'Use ASCII letters, digits, ".", "_" and "-" in the project\'s name, with a letter or digit at both ends.',
    );
  }
  if (version === undefined) {
    throw new ArchiveDefect(
      `has metadata with a Version that PEP 440 does not know (${versionText})`,
      'Give the project a version such as 1.2.3, 1.2.3rc1 or 1.2.3.dev4, and build it again.',
    );
  }
  const project = normalizeProjectName(name);
  if (project !== filename.project || compareVersions(version, filename.version) !== 0) {
    throw new ArchiveDefect(
      `has metadata of ${name} ${versionText}, which is not what its file name says`,
      'Do not rename distributions: build them again under the name and version that they should have.',
    );
  }
  return { name, project, version: formatVersion(version) };
}

function single(metadata: CoreMetadata, field: string): string {
  const [value, ...others] = metadataValues(metadata, field);
  if (value === undefined || others.length > 0) {
    const count = value === undefined ? 'no' : 'more than one';
    throw new ArchiveDefect(`has metadata with ${count} ${field} field`);
  }
  return value;
}

const SHORTEN =
  'Shorten that field in pyproject.toml, or where the build backend takes it from, and build again. Long texts belong into `readme`.';

/** Build and platform tags may hold nearly anything, and PyPI takes no such name. */
const CONTROL_CHARACTER = /[\p{Cc}\p{Zl}\p{Zp}]/u;

function unprintableFilename(): ArchiveDefect {
  return new ArchiveDefect('has control characters or line breaks in its name, which PyPI refuses');
}

function invalidFilename(filename: string): ArchiveDefect {
  if (filename.endsWith('.whl')) {
    return new ArchiveDefect(
      'has no valid wheel file name, which is {name}-{version}(-{build})-{python}-{abi}-{platform}.whl (PEP 427)',
    );
  }
  return new ArchiveDefect(
    `has no valid sdist file name, which is {name}-{version}.tar.gz (PEP 625)`,
    'Build it again with a Python build backend, or keep files that are no distributions out of the directory.',
  );
}
