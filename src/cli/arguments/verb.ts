import type { PublishError } from '../../errors.ts';
import type { RunFolders } from '../../run/folders.ts';
import type { Output, Terminal } from '../terminal/output.ts';
import type { Text } from '../terminal/text.ts';
import type { Option } from './option.ts';
import type { Arguments } from './parse-arguments.ts';

/** What a verb works with. */
export interface Call extends Arguments {
  readonly terminal: Terminal;
  readonly output: Output;
  readonly places: RunFolders;
}

/** How a verb ended. */
export interface Outcome {
  /** Whether all is well: exit code 0 or 1. */
  readonly ok: boolean;
  /** The exit code, where it is not for `ok` alone to say. */
  readonly exit?: number;
  /** For people, on standard output. */
  readonly text: Text;
  /** What standard output gets in place of the text, as it is: harmless, and with its line ends. */
  readonly document?: string;
  /** For programs: the members of the JSON document. */
  readonly data: Readonly<Record<string, unknown>>;
  /** What stopped it, and what that means. */
  readonly failure?: { readonly error: PublishError; readonly consequence: string | undefined };
}

/** An example of the help: a command line and what it does. */
export type Example = readonly [command: string, what: string];

/** One thing that the command does. A new one is a file in `verbs/` and a line in `verbs.ts`. */
export interface Verb {
  readonly name: string;
  /** One line for the list of verbs. */
  readonly summary: string;
  /** How the positional arguments are written. */
  readonly files: string;
  /** Paragraphs of the help. */
  readonly about: readonly string[];
  readonly options: readonly Option[];
  readonly examples: readonly Example[];
  /** What the exit codes mean, from 0 on, where they mean something else than for other verbs. */
  readonly exitCodes?: readonly string[];
  /**
   * Checks everything about the command line, and returns what does the work.
   * @throws PublishError where the command line is wrong: exit code 2
   */
  prepare(call: Call): Promise<() => Promise<Outcome>>;
}
