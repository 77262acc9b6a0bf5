import { markdownText } from './markdown.ts';

const KIB = 1024;
/**
 * How many bytes of Markdown a job summary has of one kind of thing at most. GitHub takes 1 MiB of a
 * step, and nothing of what is longer: these and the few lines around them are less together.
 */
export const SUMMARY_BYTES = { message: 150 * KIB, table: 450 * KIB, hashes: 200 * KIB } as const;

const LONGEST_LINE = 4_000;

/** How many of some texts, from the first, fit into so many bytes of UTF-8, each with a line end. */
export function fitting(texts: readonly string[], maxBytes: number): number {
  let bytes = 0;
  const end = texts.findIndex((text) => {
    bytes += Buffer.byteLength(text) + '<br>'.length;
    return bytes > maxBytes;
  });
  return end === -1 ? texts.length : end;
}

/** As much of a plain text as fits when it is Markdown, in whole lines; it says what is left out. */
export function fittingText(text: string, maxBytes: number): string {
  const lines = text
    .split('\n')
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  const shown = fitting(lines.map(markdownText), maxBytes);
  const left = lines.length - shown;
  if (left === 0) return lines.join('\n');
  return [...lines.slice(0, shown), `… and ${left} more lines, which are in the log.`].join('\n');
}
