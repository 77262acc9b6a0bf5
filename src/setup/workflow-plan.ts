import { normalizeProjectName } from '../packaging/project-name.ts';
import { PLACEHOLDER_ACTION, type ReleaseSettings } from '../workflows/release/release-settings.ts';
import type { FoundProject } from './find-projects.ts';
import type { InitConfig } from './init-config.ts';

/** The environment of TestPyPI's publisher. */
const TEST_ENVIRONMENT = 'testpypi';

/** A release workflow before it is written: its file name, and what is in it. */
export interface WorkflowPlan {
  readonly workflow: string;
  readonly settings: ReleaseSettings;
}

/** What the release workflow of a project is: what was asked for, or else what fits the project. */
export function releasePlan(
  found: FoundProject,
  config: Omit<InitConfig, 'directory' | 'repository' | 'force' | 'dryRun'>,
): WorkflowPlan {
  const { directory, project } = found;
  const slug = directory === '.' ? undefined : slugOf(found);
  const workflow = config.workflow ?? `release${slug === undefined ? '' : `-${slug}`}.yml`;
  const settings = {
    title: workflow.replace(/\.ya?ml$/, ''),
    directory,
    tags: config.tags ?? (slug === undefined ? 'v*' : `${slug}-v*`),
    environment: config.environment,
    testPyPI: config.testPyPI
      ? { branch: config.branch, environment: TEST_ENVIRONMENT }
      : undefined,
    isVersionFromGit: project.isVersionFromGit,
    wheels: config.wheels ?? (project.extension === undefined ? 'pure' : 'platform'),
    needsRust: project.needsRust,
    action: config.action ?? PLACEHOLDER_ACTION,
  };
  return { workflow, settings };
}

/** What tells a project of a monorepo from the others, in file names and tags. */
function slugOf({ directory, project }: FoundProject): string {
  const name = project.name ?? directory.slice(directory.lastIndexOf('/') + 1);
  return normalizeProjectName(name).replace(/[^a-z0-9-]+/g, '-');
}
