import { tmpdir } from 'node:os';
import { PublishError } from '../errors.ts';
import { inputSecrets } from '../process/input-secrets.ts';
import { orUncaught } from '../process/or-uncaught.ts';
import { VERSION } from '../process/version.ts';
import { asPublishError } from '../run/end-of-run.ts';
import { generalHelp, verbHelp } from './arguments/help.ts';
import { COMMON_OPTIONS, type Option } from './arguments/option.ts';
import { parseArguments } from './arguments/parse-arguments.ts';
import { usageError } from './arguments/usage-error.ts';
import type { Outcome, Verb } from './arguments/verb.ts';
import { failureData, failureText } from './terminal/failure-text.ts';
import { nearest } from './terminal/nearest.ts';
import { Output, type Terminal } from './terminal/output.ts';
import { VERBS } from './verbs.ts';

const OK = 0;
const FAILED = 1;
const USAGE = 2;

/**
 * The command: finds the verb, and reports how it ended.
 * @returns the exit code: 0 all is well, 1 it failed, 2 the command line is wrong; `verify` has more
 */
export async function main(terminal: Terminal): Promise<number> {
  // Who reads the output may stop early (`| head`); that is no error of ours.
  for (const stream of [terminal.stdout, terminal.stderr]) stream.on('error', () => undefined);
  const output = new Output(terminal);
  const [first, ...args] = terminal.argv.slice(2);
  const isJson = args.includes('--json');
  const words = args.map((word) => word.replace(/^--[a-z-]+=/, ''));
  for (const secret of inputSecrets(new Map([['words', words.join('\n')]]))) output.hide(secret);
  try {
    if (first === '--version') {
      if (isJson) output.json({ version: VERSION });
      else output.result([[VERSION]]);
      return OK;
    }
    if (first === '--help' || first === '-h' || first === 'help') {
      const [word] = args;
      output.result(word === undefined ? generalHelp(VERBS) : verbHelp(findVerb(word)));
      return OK;
    }
    return await orUncaught(runVerb(findVerb(first), args, terminal, output));
  } catch (cause) {
    const error = asPublishError(cause);
    if (error.code === 'internal-error') {
      report(isJson, failed(error), output);
      return FAILED;
    }
    const verb = VERBS.find(({ name }) => name === first);
    const said = verb ? inOptionWords(error, verb.options) : error;
    report(isJson, failed(usageError(said.message, verb?.name)), output);
    return USAGE;
  }
}

async function runVerb(
  verb: Verb,
  args: readonly string[],
  terminal: Terminal,
  output: Output,
): Promise<number> {
  const { options, positionals } = parseArguments(
    args,
    [...verb.options, ...COMMON_OPTIONS],
    verb.name,
  );
  if (options.get('help') === 'true') {
    output.result(verbHelp(verb));
    return OK;
  }
  const tempDirectory = terminal.env['RUNNER_TEMP'] || tmpdir();
  const places = { workspace: terminal.cwd(), tempDirectory };
  const run = await verb.prepare({ options, positionals, terminal, output, places });
  const outcome = await run().catch((cause: unknown) => failed(asPublishError(cause)));
  report(options.get('json') === 'true', inWordsOf(verb, outcome), output);
  return outcome.exit ?? (outcome.ok ? OK : FAILED);
}

function failed(error: PublishError): Outcome {
  return { ok: false, text: [], data: {}, failure: { error, consequence: undefined } };
}

function inWordsOf({ options }: Verb, outcome: Outcome): Outcome {
  const { failure } = outcome;
  if (!failure) return outcome;
  return { ...outcome, failure: { ...failure, error: inOptionWords(failure.error, options) } };
}

function report(isJson: boolean, outcome: Outcome, output: Output): void {
  const { ok, text, document, data, failure } = outcome;
  if (isJson) {
    const error = failure ? failureData(failure.error, failure.consequence) : null;
    output.json({ ok, ...data, error });
  } else if (document !== undefined) {
    output.document(document);
  } else {
    output.result(text);
  }
  if (failure) output.note(failureText(failure.error, failure.consequence));
}

function findVerb(word: string | undefined): Verb {
  const verb = VERBS.find(({ name }) => name === word);
  if (verb) return verb;
  const names = VERBS.map(({ name }) => name);
  if (word === undefined) throw usageError(`Say what to do: ${names.join(', ')}.`);
  const meant = nearest(word.replace(/^-+/, ''), names);
  const hint = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
  throw usageError(`There is no verb ${word}. ${hint}`);
}

/**
 * An error in the words of a command line: where a text names an action's input
 * (`overwrite: true`), it names the option (`--overwrite`).
 */
function inOptionWords(error: PublishError, options: readonly Option[]): PublishError {
  const { code, cause } = error;
  return new PublishError({
    code,
    message: withOptions(error.message, options).replace(
      /^The configuration is wrong:/,
      'The command line is wrong:',
    ),
    remedy: withOptions(error.remedy, options),
    cause,
  });
}

function withOptions(text: string, options: readonly Option[]): string {
  return text.replace(/`([a-z-]+)(?:: ([a-z-]+))?`/g, (written, name: string, value?: string) => {
    const option = options.find((one) => one.name === name);
    if (!option) return written;
    if (value === undefined || value === 'true') return `--${name}`;
    if (option.kind !== 'flag') return `--${name} ${value}`;
    return value === 'false' ? `--no-${name}` : `--${name}=${value}`;
  });
}
