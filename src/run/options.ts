import { PublishError } from '../errors.ts';

/** Options by their name, as text; one that was not given is absent. */
export type RawOptions = ReadonlyMap<string, string>;

/** Reads options as typed values and notes what is wrong. */
export class OptionReader {
  readonly #options: RawOptions;
  readonly #problems: string[];

  /** @param problems what was found wrong while the options were collected */
  constructor(options: RawOptions, problems: readonly string[] = []) {
    this.#options = options;
    this.#problems = [...problems];
  }

  /** Notes another thing that is wrong. */
  problem(text: string): void {
    this.#problems.push(text);
  }

  /**
   * To be called when everything is read.
   * @throws PublishError `invalid-configuration` that lists all that is wrong
   */
  finish(): void {
    if (this.#problems.length === 0) return;
    throw new PublishError({
      code: 'invalid-configuration',
      message: ['The configuration is wrong:', ...this.#problems.map((text) => `- ${text}`)].join(
        '\n',
      ),
      remedy: 'Fix the inputs of this step (`with:`). Nothing was asked of any server.',
    });
  }

  /** The value as it was given, also an empty one. */
  raw(name: string): string | undefined {
    return this.#options.get(name);
  }

  text(name: string): string | undefined {
    return this.#options.get(name)?.trim() || undefined;
  }

  lines(name: string): readonly string[] {
    const lines = this.#options.get(name)?.split(/\r?\n/) ?? [];
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  }

  choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return fallback;
    const choice = allowed.find((value) => value === text);
    if (choice === undefined) {
      this.#problems.push(`\`${name}\` is "${text}"; it can be ${allowed.join(', ')}.`);
    }
    return choice ?? fallback;
  }

  boolean(name: string, fallback: boolean): boolean {
    return this.choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  number(name: string, fallback: number, range: { least: number; most: number }): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= range.least && value <= range.most) return value;
    this.#problems.push(
      `\`${name}\` is "${text}"; it must be a whole number from ${range.least} to ${range.most}.`,
    );
    return fallback;
  }
}

/**
 * Splits a list of patterns at white space, line ends included. Quotes of either kind, anywhere
 * in a word, keep white space together. A backslash is no escape: it separates folders.
 * @returns undefined where a quote is never closed
 */
export function pathWords(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return undefined;
      word = (word ?? '') + text.slice(at + 1, end);
      at = end;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== undefined) words.push(word);
  return words.filter((one) => one !== '');
}
