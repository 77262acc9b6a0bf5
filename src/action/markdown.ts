import { displayText } from './display-text.ts';

/** A text as Markdown that shows it and does nothing else: no link, no HTML, no table cell. */
export function markdownText(text: string): string {
  return displayText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~$@:]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll('\n', '<br>');
}

/** A text in code type. HTML, because a code span cannot hold every text, least of all in a table. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

/** A link; `url` must be of our own making. */
export function markdownLink(label: string, url: string): string {
  return `<a href="${encodeURI(url).replaceAll('"', '%22')}">${markdownText(label)}</a>`;
}

/** A table of cells that are Markdown already. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
