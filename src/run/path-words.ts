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
