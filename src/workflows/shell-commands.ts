/** A command of a `run:` script, as far as it can be told without being a shell. */
export interface ShellCommand {
  /** Its words; quotes are taken off where a whole word has them. */
  readonly words: readonly string[];
  /** The line of the script, from 0. */
  readonly line: number;
}

/**
 * The commands of a script: lines that end in a backslash go on, `&&`, `||`, `;` and `|` part
 * commands, `#` begins a comment. What a shell would do beyond that is not looked at.
 */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let pending = '';
  let first = 0;
  for (const [line, text] of script.split('\n').entries()) {
    if (pending === '') first = line;
    const bare = withoutComment(text).trimEnd();
    if (/[\\`]$/.test(bare)) {
      pending += `${bare.slice(0, -1)} `;
      continue;
    }
    const whole = pending + bare;
    pending = '';
    for (const part of whole.split(/&&|\|\||;|\|/)) {
      const words = wordsOf(part);
      if (words.length > 0) commands.push({ words, line: first });
    }
  }
  const words = wordsOf(pending);
  return words.length > 0 ? [...commands, { words, line: first }] : commands;
}

function withoutComment(line: string): string {
  const start = line.search(/(?:^|\s)#/);
  return start === -1 ? line : line.slice(0, start);
}

function wordsOf(command: string): readonly string[] {
  const words = command.match(/"[^"]*"|'[^']*'|\$\{\{.{0,300}?\}\}|\S+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
}

/** The value of an option, written `--name VALUE` or `--name=VALUE`. */
export function optionValue(
  words: readonly string[],
  ...names: readonly string[]
): string | undefined {
  for (const [at, word] of words.entries()) {
    for (const name of names) {
      if (word === name) return words[at + 1] ?? '';
      if (word.startsWith(`${name}=`)) return word.slice(name.length + 1);
    }
  }
  return undefined;
}
