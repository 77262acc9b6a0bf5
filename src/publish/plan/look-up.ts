import pLimit from 'p-limit';
import type { Distribution } from '../../packaging/distribution.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { fetchProjectState, type ProjectState } from '../../pypi/simple/project-state.ts';
import type { Deps } from '../../run/deps.ts';

const CONCURRENCY = 8;

/**
 * Asks the index what it has of every project of the release.
 * @returns the states by project, in normal form
 * @throws PublishError `index-unavailable`
 */
export async function lookUpProjects(
  distributions: readonly Distribution[],
  index: IndexProfile,
  deps: Deps,
): Promise<ReadonlyMap<string, ProjectState>> {
  const projects = [...new Set(distributions.map(({ project }) => project))];
  const limit = pLimit(CONCURRENCY);
  const states = await limit.map(projects, async (project) => {
    const state = await fetchProjectState(project, index, deps);
    if (state.kind === 'unknown') {
      deps.log.info(`What the index has of ${project} cannot be looked up: ${state.reason}.`);
    }
    if (state.kind === 'exists' && state.page.files.length === 0) {
      // So it is before every first release, too.
      deps.log.verbose(
        `${index.title} lists no file of ${project}. If there were any, their names cannot be used again.`,
      );
    }
    return [project, state] as const;
  });
  return new Map(states);
}
