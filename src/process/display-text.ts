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
    .replace(/^(\s*)::/gm, '$1\\::');
}

// Controls, what reorders or hides text, and line separators other than the line feed.
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
}
