import { PublishError } from '../errors.ts';
import { repositoryRoot } from '../files/repository-root.ts';
import { judgeWorkflows, type WorkflowFinding } from '../workflows/judge-workflows.ts';
import { isTrusted, type Publication } from '../workflows/publication.ts';
import { readWorkflow } from '../workflows/read-workflow.ts';
import type { Workflow } from '../workflows/workflow.ts';
import { YamlDefect } from '../workflows/yaml/yaml-node.ts';
import type { DoctorReport } from './doctor-report.ts';
import { expectedPublishers } from './expected-publishers.ts';
import { githubOrigin, RepositoryFiles } from './repository.ts';

const FOLDER = '.github/workflows';
const MOST_WORKFLOWS = 500;

export interface DoctorConfig {
  /** The repository, or a folder in it: an absolute path. */
  readonly directory: string;
  /** Ids of rules that are left out. */
  readonly ignored: ReadonlySet<string>;
}

/** The rule of files that cannot be read as workflows. */
export const UNREADABLE_WORKFLOW = 'unreadable-workflow';

/**
 * Reads a repository's workflows and says what will fail, and what can go wrong, when they
 * publish. Asks no server anything.
 * @throws PublishError `invalid-configuration` where there are no workflows
 */
export function doctor({ directory, ignored }: DoctorConfig): DoctorReport {
  const root = repositoryRoot(directory);
  const files = new RepositoryFiles(root);
  const paths = files
    .names(FOLDER)
    .filter((name) => /\.ya?ml$/.test(name))
    .slice(0, MOST_WORKFLOWS)
    .map((name) => `${FOLDER}/${name}`);
  if (paths.length === 0) throw noWorkflows(root);
  const workflows: Workflow[] = [];
  const unreadable: WorkflowFinding[] = [];
  for (const path of paths) {
    const read = readOne(files, path);
    if ('rule' in read) unreadable.push(read);
    else workflows.push(read);
  }
  const { publications, findings } = judgeWorkflows(workflows, ignored);
  const origin = githubOrigin(root);
  return {
    root,
    origin,
    workflows: paths,
    publications,
    findings: [...(ignored.has(UNREADABLE_WORKFLOW) ? [] : unreadable), ...findings],
    publishers: expectedPublishers(publications, origin, files),
    unseen: unseen(publications),
  };
}

function readOne(files: RepositoryFiles, path: string): Workflow | WorkflowFinding {
  try {
    const text = files.read(path);
    if (text === undefined) {
      throw new YamlDefect(
        { path, line: 1, column: 1 },
        'it is larger than 1 MiB, or a link to elsewhere',
      );
    }
    return readWorkflow(path, text, (inner) => files.read(inner));
  } catch (cause) {
    if (!(cause instanceof YamlDefect)) throw cause;
    return {
      rule: UNREADABLE_WORKFLOW,
      severity: 'error',
      at: cause.at,
      message: `This is no workflow that GitHub could run: ${cause.message}.`,
      remedy: 'Fix the file, or take it out of the folder.',
    };
  }
}

function noWorkflows(root: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `There are no workflows in ${FOLDER} of ${root}.`,
    remedy: 'Run it in a repository, or name one. "pypi-trusted-publish init" writes a workflow.',
  });
}

/** Rules and settings that no file of the repository tells of. */
function unseen(publications: readonly Publication[]): readonly string[] {
  const trusted = publications.filter(isTrusted);
  const environments = new Set(trusted.flatMap(({ job }) => job.environment ?? []));
  return trusted.length === 0
    ? []
    : [
        'whether the index knows the publishers above (a dry run in the job tells: dry-run: true)',
        ...[...environments].map(
          (name) =>
            `who may deploy to the environment ${name}, and from which branches and tags (Settings, Environments)`,
        ),
        'who may push tags and make releases, and who must review workflows (Settings, Rules)',
      ];
}
