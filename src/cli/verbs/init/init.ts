import { resolve } from 'node:path';
import { init } from '../../../setup/init.ts';
import { parseInitConfig } from '../../../setup/init-config.ts';
import type { InitReport } from '../../../setup/init-report.ts';
import type { Option } from '../../arguments/option.ts';
import { oneDirectory } from '../../arguments/usage-error.ts';
import type { Verb } from '../../arguments/verb.ts';
import { initText } from './text.ts';

const OPTIONS: readonly Option[] = [
  {
    name: 'workflow',
    kind: 'value',
    placeholder: 'NAME.yml',
    help: "The workflow's file name. Default: release.yml; below the root of a repository release-PROJECT.yml.",
  },
  {
    name: 'environment',
    kind: 'value',
    placeholder: 'NAME',
    help: 'The deployment environment of the job that publishes. Default: pypi.',
  },
  {
    name: 'tags',
    kind: 'value',
    placeholder: 'PATTERN',
    help: "Tags that are releases. Default: v*; below the root of a repository PROJECT-v*. In a shell, quote it: 'v*'.",
  },
  {
    name: 'testpypi',
    kind: 'flag',
    help: 'Publish every push of --branch to TestPyPI, too, from the environment testpypi.',
  },
  {
    name: 'branch',
    kind: 'value',
    placeholder: 'NAME',
    help: 'The branch that --testpypi publishes. Default: main.',
  },
  {
    name: 'wheels',
    kind: 'value',
    placeholder: 'pure|platform',
    help: 'Whether wheels are made for each platform, with cibuildwheel. Found out from the build back end and its requirements, unless you say it.',
  },
  {
    name: 'action',
    kind: 'value',
    placeholder: 'OWNER/REPOSITORY@COMMIT',
    help: 'The publish action, at the whole commit of a release. Without it the workflow has a placeholder in its place.',
  },
  {
    name: 'repository',
    kind: 'value',
    placeholder: 'OWNER/NAME',
    help: "The repository on GitHub. Default: that of git's origin.",
  },
  { name: 'dry-run', kind: 'flag', help: 'Show the workflow and write nothing.' },
  { name: 'force', kind: 'flag', help: 'Replace the workflow where there is one.' },
];

/** Writes a release workflow, and says what PyPI must know. Asks no server anything. */
export const initVerb: Verb = {
  name: 'init',
  summary: 'Write a release workflow for a project, and say what PyPI must know.',
  files: '[DIRECTORY]',
  about: [
    'Reads the project in DIRECTORY (default: here), and writes .github/workflows/release.yml: one job builds, another has nothing but the download and the publish action. Actions are pinned by commit, rights are the least that work. A file that exists is left alone unless --force says otherwise.',
    'Then it shows the form of the publisher on PyPI, filled in, for a project that is there and for one that is not there yet.',
    'No request is sent, and no code of the project is run.',
  ],
  options: OPTIONS,
  examples: [
    ['pypi-trusted-publish init', 'A workflow for the project here'],
    ['pypi-trusted-publish init --dry-run', 'Only show it'],
    ['pypi-trusted-publish init --testpypi', 'To TestPyPI from main, to PyPI from tags'],
    ['pypi-trusted-publish init packages/spam', 'For one project of a monorepo'],
  ],
  async prepare({ options, positionals, places }) {
    const config = parseInitConfig(
      options,
      resolve(places.workspace, oneDirectory(positionals, 'init')),
    );
    return async () => {
      const report = await init(config);
      return { ok: true, text: initText(report), data: initData(report) };
    };
  },
};

/** What `init` did, as JSON. */
function initData(report: InitReport): Readonly<Record<string, unknown>> {
  const { found, origin, publishers, others } = report;
  const { directory, project } = found;
  return {
    written: report.written,
    path: report.path,
    workflow: report.text,
    unfinished: report.isUnfinished,
    project: {
      directory,
      name: project.name ?? null,
      version: project.version ?? null,
      'build-backend': project.backend,
      'version-from-git': project.isVersionFromGit,
      'platform-wheels': project.extension ?? null,
    },
    publishers: publishers.map(({ index, environment, existing, pending }) => ({
      index,
      owner: origin?.owner ?? null,
      repository: origin?.name ?? null,
      workflow: report.workflow,
      environment,
      'existing-project': existing ?? null,
      'pending-project': pending ?? null,
    })),
    others: others.map((other) => ({
      directory: other.directory,
      name: other.project.name ?? null,
    })),
  };
}
