import type { PublicationAuthentication, PublisherStep } from './publication.ts';
import { optionValue, type ShellCommand, shellCommands } from './shell-commands.ts';
import { commandIndex, type UploadProgram, uploadProgram } from './upload-command.ts';
import type { Step, Variables } from './workflow.ts';
import type { Place } from './yaml/yaml-node.ts';

/** Uploads of a `run:` step. Variables of the step come before those of the job and the workflow. */
export function commandPublishers(
  step: Step,
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
  step: Step,
  variables: Variables,
): PublisherStep {
  const tokenAt = givenToken(program, words, step, variables);
  const variable = (name: string) => variables.get(name)?.text;
  return {
    tool: program.words.join(' '),
    index: commandIndex(program, words, variable),
    authentication: authentication(program, words, tokenAt !== undefined),
    tokenAt,
    files: filesOf(program, words),
  };
}

function givenToken(
  { tokenVariables, tokenOptions }: UploadProgram,
  words: readonly string[],
  step: Step,
  variables: Variables,
): Place | undefined {
  const isToken = (name: string) => tokenVariables.some((pattern) => pattern.test(name));
  const variable = [...variables].find(([name, { text }]) => isToken(name) && text !== undefined);
  if (variable) return variable[1].at;
  const isWritten = words.some((word) => isToken(word.split('=')[0] ?? '') && word.includes('='));
  const hasOption = optionValue(words, ...tokenOptions) !== undefined;
  return isWritten || hasOption ? (step.run?.at ?? step.at) : undefined;
}

function authentication(
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
