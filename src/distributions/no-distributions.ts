import { basename, isAbsolute, relative, resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import type { DiscoverInput } from './candidate.ts';
import type { FoundFiles } from './found-files.ts';
import { nestedRemedy } from './nested-remedy.ts';
import { onePatternPerLine } from './unmatched-patterns.ts';

const MOST_LISTED = 5;

/**
 * Says what is there instead of distributions, since that is nearly always the cause.
 * @param nested absolute paths of distributions in folders that the input does not reach
 */
export function noDistributions(
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
export function missedDistributions(
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
