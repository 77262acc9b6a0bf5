import { PublishError } from '../../errors.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import { releaseKey } from '../plan/plan.ts';

/**
 * Looks for more than one version of a project among the distributions: most often one is left
 * from an earlier build.
 * @returns a warning for each such project
 * @throws PublishError `incomplete-release` where one version has only wheels and another only an
 *   sdist, so that neither is whole
 */
export function twoVersions(distributions: readonly Distribution[]): readonly string[] {
  return [...Map.groupBy(distributions, ({ project }) => project)].flatMap(([project, files]) => {
    const versions = [...Map.groupBy(files, publicVersion).values()];
    if (versions.length < 2) return [];
    const text = `There are ${versions.length} versions of ${project}: ${versions.map(shown).join('; ')}.`;
    if (versions.some(hasOnly('wheel')) && versions.some(hasOnly('sdist'))) throw stale(text);
    return [`${text} If one is left from an earlier build, remove it.`];
  });
}

/** Builds for several accelerators differ in the local version only. */
function publicVersion({ parsedFilename }: Distribution): string {
  return releaseKey({ ...parsedFilename.version, local: undefined });
}

const MOST_NAMES = 3;

function shown(files: readonly Distribution[]): string {
  const names = files.slice(0, MOST_NAMES).map(({ filename }) => filename);
  const more = files.length > MOST_NAMES ? ` and ${files.length - MOST_NAMES} more` : '';
  return `${files[0]?.version} (${names.join(', ')}${more})`;
}

function hasOnly(kind: 'wheel' | 'sdist'): (files: readonly Distribution[]) => boolean {
  return (files) => files.every(({ parsedFilename }) => parsedFilename.kind === kind);
}

function stale(text: string): PublishError {
  return new PublishError({
    code: 'incomplete-release',
    message: `${text} One has only wheels and another only an sdist, so neither is complete.`,
    remedy:
      'Most often the wheels or the sdist are left from an earlier build. Empty the directory before building (`rm -rf dist`), build both from one commit, and publish these.',
  });
}
