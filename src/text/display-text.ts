/**
 * Makes a text from outside (file names, server answers) harmless in a log: control and
 * bidirectional characters become visible, and no part of it is taken for a workflow
 * command, in the new form (`::name::` at a line's start) or the old (`##[name]` anywhere).
 * Line ends stay.
 */
export function displayText(text: string): string {
  return text
    .replace(UNSAFE, (character) => `\\u{${hex(character)}}`)
    .replaceAll('##[', '##\\[')
    .replace(/^([^\S\n]*)::/gm, '$1\\::');
}

/** The same for a text that stands in one line: line ends become visible, too. */
export function displayLine(text: string): string {
  return displayText(text.replaceAll('\n', '\\n'));
}

// Controls, what reorders or hides text, and line separators other than the line feed.
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
