import fs, { lstat, readdir } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { isNativeError } from 'node:util/types';
import { PublishError } from '../errors.ts';
import type { DiscoverInput } from './candidate.ts';
import { type FoundFiles, sortFiles } from './found-files.ts';
import { nestedDistributions } from './nested-distributions.ts';
import { nestedRemedy } from './nested-remedy.ts';
import { onePatternPerLine, unmatchedPatterns } from './unmatched-patterns.ts';

/**
 * Finds the distributions to publish, without opening them: all or an error, never a part.
 * @throws PublishError `invalid-configuration` for a directory that is not one and for two files
 *   of one name, `no-distributions` with what is there instead, `incomplete-release` for
 *   distributions in folders that the input does not reach and for patterns that match nothing,
 *   `invalid-distribution` for a directory that is named like a distribution
 */
export async function discoverDistributions(input: DiscoverInput): Promise<FoundFiles> {
  const found = await findFiles(input);
  const missed = await missedFiles(found, input);
  if (found.distributions.length === 0) throw noDistributions(input, found, missed);
  if (missed.length > 0) throw missedDistributions(input, found, missed);
  if (found.unmatched.length > 0) throw unmatchedPatterns(found.unmatched);
  return found;
}

/**
 * Finds files, distributions and others, without opening them.
 * @throws PublishError `invalid-configuration` and `invalid-distribution` as
 *   {@link discoverDistributions} does
 */
export async function findFiles(input: DiscoverInput): Promise<FoundFiles> {
  if (input.patterns.length === 0) return sortFiles(await children(input));
  const { paths, unmatched } = await matches(input);
  return { ...(await sortFiles(paths)), unmatched };
}

/**
 * Distributions in the folders that were found, which are neither found themselves nor excluded
 * by a pattern.
 * @returns absolute paths, sorted
 */
export async function missedFiles(
  { distributions, folders }: FoundFiles,
  input: DiscoverInput,
): Promise<readonly string[]> {
  const known = new Set(distributions.map(({ path }) => path));
  const missed: string[] = [];
  for (const path of await nestedDistributions(folders)) {
    if (!known.has(path) && !(await isExcluded(path, input))) missed.push(path);
  }
  return missed;
}

/**
 * What patterns match, one at a time, less what those with a `!` before them match. `glob` does
 * not follow links below `**`, so that a loop of links ends.
 */
export async function matches(
  input: Pick<DiscoverInput, 'patterns' | 'workspace'>,
): Promise<{ paths: string[]; unmatched: string[] }> {
  const exclude = excluded(input);
  const paths = new Set<string>();
  const unmatched: string[] = [];
  for (const pattern of input.patterns.filter((one) => !one.startsWith('!'))) {
    const exact = await exactFile(pattern, input.workspace);
    if (exact !== undefined) {
      paths.add(exact);
      continue;
    }
    let found = false;
    for await (const path of fs.glob(slashed(pattern), { cwd: input.workspace, exclude })) {
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

/** The patterns with a `!` before them, without it. */
function excluded({ patterns }: Pick<DiscoverInput, 'patterns'>): readonly string[] {
  return patterns.filter((one) => one.startsWith('!')).map((one) => slashed(one.slice(1)));
}

/** Whether `glob` itself leaves a path out, so that both readings of a pattern are one. */
async function isExcluded(path: string, input: DiscoverInput): Promise<boolean> {
  const exclude = excluded(input);
  if (exclude.length === 0) return false;
  const literal = slashed(path).replace(/[*?[({]/g, '[$&]');
  for await (const _ of fs.glob(literal, { cwd: input.workspace, exclude })) return false;
  return true;
}

function slashed(pattern: string): string {
  return pattern.replaceAll('\\', '/');
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

const MOST_LISTED = 5;

/**
 * Says what is there instead of distributions, since that is nearly always the cause.
 * @param nested absolute paths of distributions in folders that the input does not reach
 */
function noDistributions(
  input: DiscoverInput,
  found: FoundFiles,
  nested: readonly string[],
): PublishError {
  const place =
    input.patterns.length > 0
      ? `the patterns ${input.patterns.join(', ')} match no wheel or sdist`
      : `${shown(input)} has no wheel or sdist`;
  if (nested.length > 0) {
    return new PublishError({
      code: 'no-distributions',
      message: `There is nothing to publish: ${place} itself, but the folders below have ${nested.length}: ${list(relativePaths(nested, input))}.`,
      remedy: remedy(input, [], nested),
    });
  }
  const strays = found.strays.map((path) => basename(path));
  const instead = strays.length > 0 ? `, only ${list(strays)}` : '';
  return new PublishError({
    code: 'no-distributions',
    message: `There is nothing to publish: ${place}${instead}.`,
    remedy:
      onePatternPerLine(found.unmatched) ??
      'Build the distributions in this job, or download them with actions/download-artifact before this step. Wheels end in .whl, sdists in .tar.gz; patterns name files, such as `dist/*`.',
  });
}

/**
 * Refuses to publish a part: some distributions were found, and others are in folders below.
 * @param nested absolute paths of those that the input does not reach
 */
function missedDistributions(
  input: DiscoverInput,
  { distributions }: FoundFiles,
  nested: readonly string[],
): PublishError {
  const found = distributions.map(({ filename }) => filename);
  const missed = relativePaths(nested, input);
  return new PublishError({
    code: 'incomplete-release',
    message: `Only a part of the distributions would be published: ${list(found)}. The folders below have ${missed.length} more: ${list(missed)}.`,
    remedy: remedy(input, found, nested),
  });
}

function remedy(input: DiscoverInput, found: readonly string[], nested: readonly string[]): string {
  const folder = shown(input);
  const paths = relativePaths(nested, input);
  const top = input.patterns.length > 0 ? (paths[0]?.split('/')[0] ?? '') : folder;
  const glob = top === '.' ? '**' : `${top}/**`;
  return nestedRemedy({ folder, found, nested: paths, glob });
}

/** The directory as a workflow would write it: from the workspace, with `/`. */
function shown(input: DiscoverInput): string {
  const folder = input.patterns.length > 0 ? input.workspace : input.packagesDir;
  const directory = resolve(input.workspace, folder);
  const fromWorkspace = relative(input.workspace, directory);
  const isBelow = !fromWorkspace.startsWith('..') && !isAbsolute(fromWorkspace);
  return (isBelow ? fromWorkspace || '.' : directory).replaceAll('\\', '/');
}

/** Paths from the directory where one is searched, from the workspace where patterns are. */
function relativePaths(paths: readonly string[], input: DiscoverInput): readonly string[] {
  const base =
    input.patterns.length > 0 ? input.workspace : resolve(input.workspace, input.packagesDir);
  return paths.map((path) => relative(base, path).replaceAll('\\', '/'));
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
