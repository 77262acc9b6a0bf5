import { access, constants, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { findFiles } from '../distribution/discover.ts';
import { PublishError } from '../errors.ts';
import { parseDistributionFilename } from '../formats/distribution-filename.ts';
import type { AttestConfig } from './attest-config.ts';
import type { Deps } from './deps.ts';

/** A file to be signed; nothing of it has been read. */
export interface FileToSign {
  /** Absolute. */
  readonly path: string;
  readonly filename: string;
}

/** What `paths` names. */
export interface FilesToSign {
  readonly distributions: readonly FileToSign[];
  readonly others: readonly FileToSign[];
}

/** Files that are no distributions are in memory whole while they are signed. */
const MOST_BYTES = 1024 ** 3;

/**
 * Finds the files to sign. Attestations and bundles of an earlier run are passed over, and so
 * are directories. What is named and cannot be signed is an error: nobody should believe a
 * file signed that is not.
 * @throws PublishError `no-distributions`, `invalid-configuration`
 */
export async function findFilesToSign(config: AttestConfig, deps: Deps): Promise<FilesToSign> {
  const { patterns, workspace } = config;
  for (const pattern of patterns) await checkNamesSomething(pattern, config, deps);
  const found = await findFiles({ patterns, workspace, packagesDir: workspace });
  const distributions = found.distributions.filter(({ filename }) => isDistribution(filename));
  const rest = [
    ...found.distributions.filter(({ filename }) => !isDistribution(filename)),
    ...found.strays.map((path) => ({ path, filename: basename(path) })),
  ];
  const others = rest.filter(({ filename }) => !isSignature(filename));
  if (distributions.length + others.length === 0) throw nothingToSign(config, rest);
  for (const { path } of others) await checkSignable(path);
  return { distributions, others };
}

/**
 * A name that no index takes as that of a distribution is any file's: `docs-1.0.zip`,
 * `tool-linux.tar.gz`. Nothing else is meant by `.whl`, whatever stands before it.
 */
function isDistribution(filename: string): boolean {
  if (filename.endsWith('.whl')) return true;
  return filename.endsWith('.tar.gz') && parseDistributionFilename(filename) !== undefined;
}

function isSignature(filename: string): boolean {
  return /\.(?:attestation|sigstore|sigstore\.jsonl?)$/.test(filename);
}

async function checkNamesSomething(
  pattern: string,
  { patterns, workspace }: AttestConfig,
  deps: Deps,
): Promise<void> {
  if (!/[*?[{]/.test(pattern)) {
    const there = await stat(resolve(workspace, pattern.replaceAll('\\', '/'))).catch(
      () => undefined,
    );
    if (there) return;
    throw new PublishError({
      code: 'invalid-configuration',
      message: `\`paths\` names ${pattern}, and there is no such file.`,
      remedy: 'Build or download the file before this step, or leave it out.',
    });
  }
  if (patterns.length === 1) return;
  const { distributions, strays } = await findFiles({
    patterns: [pattern],
    workspace,
    packagesDir: workspace,
  });
  if (distributions.length + strays.length > 0) return;
  deps.log.warning(`\`paths\` names ${pattern}, which matches no file.`);
}

async function checkSignable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  const why = found?.isFile()
    ? found.size > MOST_BYTES &&
      'is larger than 1 GiB, the most for files that are no distributions'
    : `is a ${found ? 'special file' : 'link to nothing'}`;
  if (why) throw unsignable(path, why);
  await access(path, constants.R_OK).catch(() => {
    throw unsignable(path, 'may not be read by this job');
  });
}

function unsignable(path: string, why: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `${path} cannot be signed: it ${why}.`,
    remedy: 'Leave it out of `paths`.',
  });
}

function nothingToSign({ patterns }: AttestConfig, found: readonly FileToSign[]): PublishError {
  const what =
    found.length > 0
      ? `only attestations (${found.map(({ filename }) => filename).join(', ')})`
      : 'no file';
  return new PublishError({
    code: 'no-distributions',
    message: `There is nothing to sign: ${patterns.join(', ')} names ${what}.`,
    remedy: 'Build first, or download the files into this job, and name them in `paths`.',
  });
}
