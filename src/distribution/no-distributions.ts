import { basename, isAbsolute, relative, resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import type { DiscoverInput } from './candidate.ts';

const MOST_LISTED = 5;

/** Says what lies there instead of distributions, since that is nearly always the cause. */
export function noDistributions(
  input: DiscoverInput,
  strays: readonly string[],
  nested: readonly string[],
): PublishError {
  const directory = shown(input);
  const place =
    input.patterns.length > 0
      ? `the patterns ${input.patterns.join(', ')} match no wheel or sdist`
      : `${directory} has no wheel or sdist`;
  if (nested.length > 0) {
    return new PublishError({
      code: 'no-distributions',
      message: `There is nothing to publish: ${place} itself, but there are some one level deeper: ${list(nested)}.`,
      remedy: [
        'actions/download-artifact makes a folder for each artifact.',
        'Set `merge-multiple: true` on the download step,',
        `or set \`packages: ${directory}/**\` on this one.`,
      ].join('\n'),
    });
  }
  const instead = strays.length > 0 ? `, only ${list(strays.map((path) => basename(path)))}` : '';
  return new PublishError({
    code: 'no-distributions',
    message: `There is nothing to publish: ${place}${instead}.`,
    remedy:
      'Build the distributions in this job, or download them with actions/download-artifact before this step. Wheels end in .whl, sdists in .tar.gz; patterns name files, such as `dist/*`.',
  });
}

/** As a workflow would write it: from the workspace, with `/`. */
function shown(input: DiscoverInput): string {
  const directory = resolve(input.workspace, input.packagesDir);
  const fromWorkspace = relative(input.workspace, directory);
  const isBelow = !fromWorkspace.startsWith('..') && !isAbsolute(fromWorkspace);
  return (isBelow ? fromWorkspace || '.' : directory).replaceAll('\\', '/');
}

function list(names: readonly string[]): string {
  const more = names.length - MOST_LISTED;
  return names.slice(0, MOST_LISTED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
