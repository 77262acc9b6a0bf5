import { access, constants, stat } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { findFiles, missedFiles } from '../distributions/discover.ts';
import { isSurelyDistribution } from '../distributions/found-files.ts';
import { PublishError } from '../errors.ts';
import type { Deps } from '../run/deps.ts';
import type { AttestConfig } from './config.ts';

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
export const MOST_SIGNED_BYTES = 1024 ** 3;

/**
 * Finds the files to sign. Attestations and bundles of an earlier run are passed over. A file that
 * is named and cannot be signed is an error, and so is a distribution in a folder that is named,
 * so that no file is believed to be signed that is not.
 * @throws PublishError `no-distributions`, `incomplete-release`, `invalid-configuration`
 */
export async function findFilesToSign(config: AttestConfig, deps: Deps): Promise<FilesToSign> {
  const { patterns, workspace } = config;
  const input = { patterns, workspace, packagesDir: workspace };
  const found = await findFiles(input);
  checkNamed(found.unmatched);
  checkMissed(await missedFiles(found, input), workspace);
  const distributions = found.distributions.filter(({ filename }) =>
    isSurelyDistribution(filename),
  );
  const rest = [
    ...found.distributions.filter(({ filename }) => !isSurelyDistribution(filename)),
    ...found.strays.map((path) => ({ path, filename: basename(path) })),
  ];
  const others = rest.filter(({ filename }) => !isSignature(filename));
  if (distributions.length + others.length === 0) throw nothingToSign(config, rest);
  for (const { path } of others) await checkSignable(path);
  for (const pattern of found.unmatched) {
    deps.log.warning(`\`paths\` names ${pattern}, which matches no file.`);
  }
  return { distributions, others };
}

function isSignature(filename: string): boolean {
  return /\.(?:attestation|sigstore|sigstore\.jsonl?)$/.test(filename);
}

/** @throws PublishError `incomplete-release` for distributions in folders that are named */
function checkMissed(missed: readonly string[], workspace: string): void {
  const [first] = missed;
  if (first === undefined) return;
  const paths = missed.map((path) => relative(workspace, path).replaceAll('\\', '/'));
  const others = missed.length === 1 ? '' : ` and ${missed.length - 1} more`;
  throw new PublishError({
    code: 'incomplete-release',
    message: `Only a part of the distributions would be signed: \`paths\` does not reach into folders, which have ${paths[0]}${others}.`,
    remedy: `actions/download-artifact makes a folder for each artifact: set \`merge-multiple: true\` on the download step, or match every folder in \`paths\`, such as \`${paths[0]?.split('/')[0]}/**\`. To leave a folder out, exclude it with \`!\`.`,
  });
}

/** @throws PublishError `invalid-configuration` for the name of a file that is not there */
function checkNamed(unmatched: readonly string[]): void {
  const missing = unmatched.filter((pattern) => !/[*?[{]/.test(pattern));
  if (missing.length === 0) return;
  throw new PublishError({
    code: 'invalid-configuration',
    message: `\`paths\` names ${missing.join(', ')}, and there is no such file.`,
    remedy: 'Build or download the file before this step, or leave it out.',
  });
}

async function checkSignable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  const why = found?.isFile()
    ? found.size > MOST_SIGNED_BYTES &&
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
    remedy:
      'Build first, or download the files into this job, and name them in `paths`; the files of a directory are `dist/*` or `dist/`.',
  });
}
