import { parseArgs } from 'node:util';
import type { Option } from './option.ts';
import { ambiguousChoice, missingValue, unexpectedValue, unknownOption } from './usage-error.ts';

/** The arguments of one verb. */
export interface Arguments {
  /** Values as the action's inputs would have them; a list's lie on lines of their own. */
  readonly options: ReadonlyMap<string, string>;
  readonly positionals: readonly string[];
}

interface OptionToken {
  readonly name: string;
  /** As it was written, without an inline value. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** Whether the value was written behind a `=`. */
  readonly inlineValue: boolean | undefined;
}

/**
 * Reads a verb's arguments.
 * @throws PublishError `invalid-configuration`; its message never repeats an option's value
 */
export function parseArguments(
  args: readonly string[],
  known: readonly Option[],
  verb: string,
): Arguments {
  const options = new Map<string, string>();
  const positionals: string[] = [];
  let bareFlag: { readonly option: Option; readonly index: number } | undefined;
  for (const token of tokensOf(args, known)) {
    if (token.kind === 'positional') {
      const isNext = bareFlag?.index === token.index - 1;
      if (isNext && bareFlag?.option.choices?.includes(token.value)) {
        throw ambiguousChoice(bareFlag.option, token.value, verb);
      }
      positionals.push(token.value);
    }
    if (token.kind !== 'option') continue;
    const option = known.find(({ name }) => name === token.name);
    if (!option || !isWritten(token, option)) throw unknownOption(token.rawName, known, verb);
    const value = readValue(token, option, verb);
    const earlier = option.kind === 'list' ? options.get(option.name) : undefined;
    options.set(option.name, earlier === undefined ? value : `${earlier}\n${value}`);
    if (option.kind === 'flag' && !token.inlineValue) bareFlag = { option, index: token.index };
  }
  return { options, positionals };
}

function tokensOf(args: readonly string[], known: readonly Option[]) {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      known.map(({ name, kind, short }) => [
        name,
        {
          type: kind === 'flag' ? 'boolean' : 'string',
          ...(short === undefined ? {} : { short }),
        },
      ]),
    ),
    // Not strict: its messages name neither the nearest option nor the verb.
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  });
  return tokens;
}

/** parseArgs takes `--no-` off any option, known or not. */
function isNegated({ name, rawName }: OptionToken): boolean {
  return rawName === `--no-${name}`;
}

function isWritten(token: OptionToken, { kind, name, short }: Option): boolean {
  if (isNegated(token)) return kind === 'flag';
  return token.rawName === `--${name}` || (short !== undefined && token.rawName === `-${short}`);
}

function readValue(token: OptionToken, option: Option, verb: string): string {
  const { value, inlineValue } = token;
  if (option.kind === 'flag') {
    if (!inlineValue) return isNegated(token) ? 'false' : 'true';
    const choices = option.choices ?? ['true', 'false'];
    if (isNegated(token) || value === undefined || !choices.includes(value)) {
      throw unexpectedValue(option, verb);
    }
    return value;
  }
  // `--packages-dir --dry-run`: somebody forgot the directory.
  const isForgotten = value === undefined || (!inlineValue && value.startsWith('-'));
  if (isForgotten) throw missingValue(option, verb);
  return value;
}
