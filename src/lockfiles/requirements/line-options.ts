import { LockDefect, type Place } from '../lock-document.ts';

/** The options that pip 26.3 knows in a requirements file; `true`: a value follows. */
const OPTIONS: Readonly<Record<string, boolean>> = {
  '--all-releases': true,
  '--config-setting': true,
  '--config-settings': true,
  '--constraint': true,
  '--editable': true,
  '--extra-index-url': true,
  '--find-links': true,
  '--hash': true,
  '--index-url': true,
  '--no-binary': true,
  '--no-index': false,
  '--no-require-hashes': false,
  '--only-binary': true,
  '--only-final': true,
  '--pre': false,
  '--prefer-binary': false,
  '--pypi-url': true,
  '--require-hashes': false,
  '--requirement': true,
  '--trusted-host': true,
  '--use-feature': true,
};

const SHORT: Readonly<Record<string, string>> = {
  '-C': '--config-settings',
  '-c': '--constraint',
  '-e': '--editable',
  '-f': '--find-links',
  '-i': '--index-url',
  '-r': '--requirement',
};

/** A line of a requirements file, split where its options begin. */
interface LineOptions {
  /** What stands before the first option: a requirement, or nothing. */
  readonly requirement: string;
  /** The values of an option, in order. */
  readonly values: (option: string) => readonly string[];
}

/**
 * Reads a line's options as pip does: long ones may be cut short where that stays clear, a
 * value may follow a `=`, short options may have theirs at once. Words that belong to no option
 * are passed over, as pip passes over them.
 * @throws LockDefect for an option that pip does not know there
 */
export function lineOptions(text: string, at: Place): LineOptions {
  const words = text.split(' ');
  const first = words.findIndex((word) => word.startsWith('-'));
  const split = first === -1 ? words.length : first;
  const found = shellWords(words.slice(split).join(' '));
  if (found === undefined) throw new LockDefect(at, 'has a quotation that does not end', FIX);
  const values = new Map<string, string[]>();
  for (let index = 0; index < found.length; index += 1) {
    const word = found[index] ?? '';
    if (word === '--') break;
    if (!/^-./.test(word)) continue;
    const { option, value } = readOption(word, at);
    if (OPTIONS[option] === false && value !== undefined) {
      throw new LockDefect(at, `has a value after ${option}, which takes none`, FIX);
    }
    const taken = OPTIONS[option] === true ? (value ?? found[++index]) : '';
    if (taken === undefined) throw new LockDefect(at, `has no value after ${option}`, FIX);
    const earlier = values.get(option);
    if (earlier) earlier.push(taken);
    else values.set(option, [taken]);
  }
  return {
    requirement: words.slice(0, split).join(' '),
    values: (option) => values.get(option) ?? [],
  };
}

const FIX = 'Fix the line: pip would refuse it too.';

function readOption(word: string, at: Place): { option: string; value: string | undefined } {
  const short = word.startsWith('--') ? undefined : SHORT[word.slice(0, 2)];
  if (short !== undefined) return { option: short, value: word.slice(2) || undefined };
  const equals = word.indexOf('=');
  const name = equals === -1 ? word : word.slice(0, equals);
  const matches = Object.hasOwn(OPTIONS, name)
    ? [name]
    : Object.keys(OPTIONS).filter((option) => name.length > 2 && option.startsWith(name));
  const [option] = matches;
  if (option === undefined || matches.length > 1) {
    const shown = JSON.stringify(name.slice(0, 40));
    throw new LockDefect(at, `has the option ${shown}, which pip does not know there`, FIX);
  }
  const value = equals === -1 ? undefined : word.slice(equals + 1);
  return { option: option === '--pypi-url' ? '--index-url' : option, value };
}

/**
 * Splits options into words as Python's `shlex.split` does.
 * @returns undefined where a quotation is left open
 */
function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === quote) {
      quote = undefined;
    } else if (character === '\\' && quote !== "'") {
      index += 1;
      const next = text[index];
      if (next === undefined) return undefined;
      // Between double quotes only these two need a backslash; before others it stays.
      word = (word ?? '') + (quote && next !== '"' && next !== '\\' ? `\\${next}` : next);
    } else if (quote === undefined && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (quote === undefined && /[ \t\r\n]/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}
