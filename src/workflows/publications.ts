import { actionPublisher } from './action-publisher.ts';
import type { Publication, PublicationAuthentication, PublisherStep } from './publication.ts';
import { optionValue, type ShellCommand, shellCommands } from './shell-commands.ts';
import { commandIndex, type UploadProgram, uploadProgram } from './upload-command.ts';
import {
  allSteps,
  type Job,
  permissionsOf,
  type Variables,
  type Workflow,
  type WorkflowStep,
} from './workflow.ts';
import type { SourceLocation } from './yaml/yaml-node.ts';

/** Every step of the workflows that uploads distributions, in the files' order. */
export function findPublications(workflows: readonly Workflow[]): readonly Publication[] {
  return workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => jobPublications(workflow, job)),
  );
}

function jobPublications(workflow: Workflow, job: Job): readonly Publication[] {
  const hasIdToken = permissionsOf(workflow, job)?.levelOf('id-token') === 'write';
  return allSteps(job.steps).flatMap((step) => {
    const action = actionPublisher(step);
    const publishers = action ? [action] : commandPublishers(step, [workflow.env, job.env]);
    return publishers.map((each) => ({
      ...each,
      authentication: authentication(each, hasIdToken),
      workflow,
      job,
      step,
    }));
  });
}

/** Programs that take credentials from files and keyrings, too, which a workflow does not show. */
const CONFIGURED = new Set(['twine upload', 'pdm publish', 'maturin publish', 'maturin upload']);

/** Without an ID token such a program has its credentials from where nobody sees them here. */
function authentication(
  { tool, authentication: told }: PublisherStep,
  hasIdToken: boolean,
): PublicationAuthentication {
  const isGuess = told === 'trusted-publishing' && CONFIGURED.has(tool);
  return isGuess && !hasIdToken ? 'unknown' : told;
}

/** A job that uploads, with all that it uploads. */
export interface PublishingJob {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly publications: readonly Publication[];
}

/** The publications by the job that they are in. */
export function publishingJobs(publications: readonly Publication[]): readonly PublishingJob[] {
  return [...Map.groupBy(publications, ({ job }) => job)].flatMap(([job, together]) => {
    const [first] = together;
    return first ? [{ workflow: first.workflow, job, publications: together }] : [];
  });
}

/** Uploads of a `run:` step. Variables of the step come before those of the job and the workflow. */
export function commandPublishers(
  step: WorkflowStep,
  environments: readonly Variables[],
): readonly PublisherStep[] {
  const script = step.run?.text;
  if (script === undefined) return [];
  const variables: Variables = new Map([...environments.flatMap((each) => [...each]), ...step.env]);
  return shellCommands(script).flatMap((command) => {
    const program = uploadProgram(command.words);
    return program ? [published(program, command, step, variables)] : [];
  });
}

function published(
  program: UploadProgram,
  { words }: ShellCommand,
  step: WorkflowStep,
  variables: Variables,
): PublisherStep {
  const tokenAt = givenToken(program, words, step, variables);
  const variable = (name: string) => variables.get(name)?.text;
  return {
    tool: program.words.join(' '),
    index: commandIndex(program, words, variable),
    authentication: commandAuthentication(program, words, tokenAt !== undefined),
    tokenAt,
    files: filesOf(program, words),
  };
}

function givenToken(
  { tokenVariables, tokenOptions }: UploadProgram,
  words: readonly string[],
  step: WorkflowStep,
  variables: Variables,
): SourceLocation | undefined {
  const isToken = (name: string) => tokenVariables.some((pattern) => pattern.test(name));
  const variable = [...variables].find(([name, { text }]) => isToken(name) && text !== undefined);
  if (variable) return variable[1].at;
  const isWritten = words.some((word) => isToken(word.split('=')[0] ?? '') && word.includes('='));
  const hasOption = optionValue(words, ...tokenOptions) !== undefined;
  return isWritten || hasOption ? (step.run?.at ?? step.at) : undefined;
}

function commandAuthentication(
  { isTrusted }: UploadProgram,
  words: readonly string[],
  hasToken: boolean,
): PublicationAuthentication {
  if (hasToken) return 'token';
  // A token may lie in a keyring or a configuration file that an earlier step wrote.
  if (!isTrusted || words.includes('--config-file')) return 'unknown';
  return optionValue(words, '--trusted-publishing') === 'never' ? 'unknown' : 'trusted-publishing';
}

function filesOf({ words: [, verb], files }: UploadProgram, words: readonly string[]) {
  const named = words
    .slice(words.indexOf(verb) + 1)
    .filter((word) => /[/*]|\.whl$|\.tar\.gz$/.test(word) && !/^-|:\/\//.test(word));
  return named.length > 0 ? named : files;
}
