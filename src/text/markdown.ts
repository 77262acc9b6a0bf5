import { displayText } from './display-text.ts';

/** A text as Markdown that shows it and does nothing else: no link, no HTML, no table cell. */
export function markdownText(text: string): string {
  return (
    displayText(text)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~$@:]/g, (character) => `&#${character.charCodeAt(0)};`)
      // GitHub makes links of bare host names too (GFM 6.9).
      .replace(/(www)\./gi, '$1&#46;')
      .replaceAll('\n', '<br>')
  );
}

/** A text in code type. HTML, because a code span cannot hold every text, least of all in a table. */
export function markdownCode(text: string): string {
  return `<code>${markdownText(text)}</code>`;
}

/** A link; `url` must be of our own making: what is encoded in it stays as it is. */
export function markdownLink(label: string, url: string): string {
  const href = encodeURI(url).replace(/%25(?=[0-9A-F]{2})/gi, '%');
  return `<a href="${href.replaceAll('&', '&amp;')}">${markdownText(label)}</a>`;
}

/** A table of cells that are Markdown already. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, head.map(() => '---'), ...rows].map(markdownRow).join('\n');
}

/** A row of a table, of cells that are Markdown already. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
