/** A job summary (Markdown with HTML in it) as plain text: tags dropped, tables in columns. */
export function renderSummary(markdown: string): string {
  const lines = plainText(markdown).trim().split('\n');
  const shown: string[] = [];
  let table: string[][] = [];
  const flush = () => {
    shown.push(...columns(table));
    table = [];
  };
  for (const line of lines) {
    if (!/^\|.*\|$/.test(line.trim())) {
      flush();
      shown.push(line.replace(/^#+ /, ''));
    } else if (!/^\|[\s|:-]+\|$/.test(line.trim())) {
      table.push(
        line
          .trim()
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
    }
  }
  flush();
  return shown.join('\n');
}

/** Markdown as it reads: tags dropped, character references resolved. */
export const plainText = (markdown: string): string =>
  markdown
    .replaceAll(/<br>\n?/g, '\n')
    .replaceAll(/<\/summary>/g, '\n')
    .replaceAll(/<[^<>]{1,2000}>/g, '')
    .replaceAll(/&#([0-9]{1,6});/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
