import fs, { lstat, readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { isNativeError } from 'node:util/types';
import { PublishError } from '../errors.ts';
import type { DiscoverInput } from './candidate.ts';
import { type FoundFiles, isDistributionName, sortFiles } from './found-files.ts';
import { noDistributions } from './no-distributions.ts';

/**
 * Finds the distributions to publish, without opening them. Throws `PublishError`:
 * `invalid-configuration` for a directory that is none and for two files of one name,
 * `no-distributions` with what lies there instead, `invalid-distribution` for a directory that
 * is named like a distribution.
 */
export async function discoverDistributions(input: DiscoverInput): Promise<FoundFiles> {
  const found = await findFiles(input);
  if (found.distributions.length === 0) {
    throw noDistributions(input, found.strays, await nestedDistributions(input));
  }
  return found;
}

/**
 * Finds files, distributions and others, without opening them. Throws `PublishError`:
 * `invalid-configuration` and `invalid-distribution` as {@link discoverDistributions} does.
 */
export async function findFiles(input: DiscoverInput): Promise<FoundFiles> {
  if (input.patterns.length === 0) return sortFiles(await children(input));
  const { paths, unmatched } = await matches(input);
  return { ...(await sortFiles(paths)), unmatched };
}

/**
 * What patterns name, one at a time, less what those with a `!` before them name. `glob` does
 * not follow links below `**`, so that a loop of links ends.
 */
export async function matches(
  input: Pick<DiscoverInput, 'patterns' | 'workspace'>,
): Promise<{ paths: string[]; unmatched: string[] }> {
  const slashed = (pattern: string) => pattern.replaceAll('\\', '/');
  const exclude = input.patterns
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => slashed(pattern.slice(1)));
  const paths = new Set<string>();
  const unmatched: string[] = [];
  for (const given of input.patterns.filter((one) => !one.startsWith('!'))) {
    const exact = await exactFile(given, input.workspace);
    if (exact !== undefined) {
      paths.add(exact);
      continue;
    }
    const pattern = slashed(given);
    let found = false;
    for await (const path of fs.glob(pattern, { cwd: input.workspace, exclude })) {
      paths.add(resolve(input.workspace, path));
      found = true;
    }
    if (!found) unmatched.push(pattern);
  }
  return { paths: [...paths].sort(), unmatched };
}

/**
 * The file that a text with a backslash is the very name of. Outside of Windows a backslash is a
 * letter of a file name like any other.
 */
async function exactFile(text: string, workspace: string): Promise<string | undefined> {
  if (sep === '\\' || !text.includes('\\')) return undefined;
  const path = resolve(workspace, text);
  return (await lstat(path).catch(() => undefined)) ? path : undefined;
}

async function children(input: DiscoverInput): Promise<string[]> {
  const directory = resolve(input.workspace, input.packagesDir);
  try {
    const names = await readdir(directory);
    return names.map((name) => join(directory, name));
  } catch (error) {
    throw unreadableDirectory(directory, error);
  }
}

function unreadableDirectory(directory: string, cause: unknown): PublishError {
  const code = isNativeError(cause) && 'code' in cause ? String(cause.code) : 'unknown error';
  const reason =
    { ENOENT: 'does not exist', ENOTDIR: 'is not a directory' }[code] ?? `cannot be read (${code})`;
  return new PublishError({
    code: 'invalid-configuration',
    message: `The directory of the distributions, ${directory}, ${reason}.`,
    remedy:
      'Build the distributions in this job, or download them with actions/download-artifact before this step, and name their directory in `packages-dir`.',
    cause,
  });
}

/** Distributions one level below the directory: what actions/download-artifact makes of several artifacts. */
async function nestedDistributions(input: DiscoverInput): Promise<string[]> {
  if (input.patterns.length > 0) {
    return [];
  }
  const directory = resolve(input.workspace, input.packagesDir);
  const entries = await readdir(directory, { withFileTypes: true });
  const nested: string[] = [];
  for (const folder of entries.filter((entry) => entry.isDirectory())) {
    const names = await readdir(join(directory, folder.name)).catch(() => []);
    nested.push(...names.filter(isDistributionName).map((name) => `${folder.name}/${name}`));
  }
  return nested.sort();
}
