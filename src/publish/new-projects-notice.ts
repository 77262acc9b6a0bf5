import type { PublishConfig } from './config.ts';

/**
 * What a run cannot do for several projects that the index does not have, known before the first
 * byte is sent: PyPI allows one pending publisher for each owner, repository, workflow and
 * environment (seen 2026-12).
 * @returns undefined where that is no obstacle
 */
export function newProjectsNotice(
  missingProjects: readonly string[],
  { index, authentication }: PublishConfig,
): string | undefined {
  if (missingProjects.length < 2) return undefined;
  if (authentication.kind !== 'trusted-publishing' || !index.hasProjectPages) return undefined;
  return `${index.title} does not have these projects yet: ${missingProjects.join(', ')}. A workflow can have only one pending publisher at a time, so this run can publish only one of them; the others will be refused before any file of theirs is on the index. Publish them one after another: add the pending publisher of one, run the job, then add that of the next and run the job again.`;
}
