/**
 * Splits options into words as Python's `shlex.split` does.
 * @returns undefined where a quotation is left open
 */
export function shellWords(text: string): string[] | undefined {
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
