import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { PublishError } from '../errors.ts';
import { repositoryRoot } from '../files/repository-root.ts';
import type { GithubRepository } from '../project/git-remote.ts';
import type { IndexProfile } from '../pypi/index-profile.ts';
import { pendingPublisherPage, publishingPage } from '../pypi/token/publishing-page.ts';
import { PLACEHOLDER_ACTION } from '../workflows/release/release-settings.ts';
import { releaseWorkflow } from '../workflows/release/release-workflow.ts';
import { PYPI, TEST_PYPI } from './expected-publishers.ts';
import { type FoundProject, findProjects, projectIn } from './find-projects.ts';
import type { InitConfig } from './init-config.ts';
import type { InitReport, PublisherToAdd } from './init-report.ts';
import { githubOrigin, RepositoryFiles } from './repository.ts';
import { releasePlan } from './workflow-plan.ts';

/**
 * Writes a release workflow for the project in a folder, and tells which publisher PyPI needs.
 * Asks no server anything.
 * @throws PublishError `invalid-configuration` where there is no project, or a workflow already
 */
export async function init(config: InitConfig): Promise<InitReport> {
  const root = repositoryRoot(config.directory);
  const files = new RepositoryFiles(root);
  const found = findProject(files, config.directory);
  const { workflow, settings } = releasePlan(found, config);
  const text = releaseWorkflow(settings);
  const path = `.github/workflows/${workflow}`;
  if (!config.dryRun) await write(join(root, path), text, path, config.force);
  const origin = config.repository ?? githubOrigin(root);
  const publisher = (index: IndexProfile, environment: string) =>
    publisherToAdd(index, found, origin, { workflow, environment });
  return {
    found,
    origin,
    path,
    workflow,
    text,
    written: !config.dryRun,
    tags: settings.tags,
    publishers: [
      publisher(PYPI, settings.environment),
      ...(settings.testPyPI ? [publisher(TEST_PYPI, settings.testPyPI.environment)] : []),
    ],
    others: findProjects(files).filter((other) => other.directory !== found.directory),
    isUnfinished: settings.action === PLACEHOLDER_ACTION,
  };
}

function findProject(files: RepositoryFiles, folder: string): FoundProject {
  const directory = relative(files.root, folder).replaceAll(sep, '/') || '.';
  if (!/^[\w./-]+$/.test(directory) || directory.startsWith('-')) {
    throw invalid(
      `The folder ${directory} has characters that mean something to a shell.`,
      'Rename it, or write the workflow by hand after the examples.',
    );
  }
  const project = readProjectIn(files, directory);
  if (project) return { directory, project };
  const others = findProjects(files).filter((other) => other.directory !== directory);
  const names = others.slice(0, 20).map((other) => other.directory);
  throw invalid(
    `There is no Python project in ${folder}: no pyproject.toml with a project, no setup.cfg, no setup.py.`,
    names.length === 0
      ? 'Run it in the folder of a project, or name that folder.'
      : `Name the folder of a project: pypi-trusted-publish init ${names[0] ?? ''}\nThere are: ${names.join(', ')}`,
  );
}

function readProjectIn(
  files: RepositoryFiles,
  directory: string,
): FoundProject['project'] | undefined {
  try {
    return projectIn(files, directory);
  } catch (cause) {
    const [what = ''] = (cause instanceof Error ? cause.message : '').split('\n');
    throw invalid(`pyproject.toml cannot be read: ${what}.`, 'Fix the file.', cause);
  }
}

async function write(file: string, text: string, path: string, force: boolean): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    if (!exists)
      throw invalid(`${path} cannot be written.`, 'See that its folder is writable.', cause);
    throw invalid(
      `There is ${path} already, and it was left as it is.`,
      'Look at what would be written with --dry-run, take another name with --workflow NAME.yml, or replace the file with --force.',
      cause,
    );
  }
}

function publisherToAdd(
  index: IndexProfile,
  { project }: FoundProject,
  origin: GithubRepository | undefined,
  { workflow, environment }: { readonly workflow: string; readonly environment: string },
): PublisherToAdd {
  const { name } = project;
  if (!origin || name === undefined) {
    return { index: index.title, environment, existing: undefined, pending: undefined };
  }
  const form = { owner: origin.owner, repository: origin.name, workflow, environment };
  return {
    index: index.title,
    environment,
    existing: publishingPage(index, name, form),
    pending: pendingPublisherPage(index, name, form),
  };
}

function invalid(message: string, remedy: string, cause?: unknown): PublishError {
  return new PublishError({ code: 'invalid-configuration', message, remedy, cause });
}
