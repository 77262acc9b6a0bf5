import { styleText } from 'node:util';
import { displayLine, displayText } from '../../text/display-text.ts';

/** How a piece of a line is shown where the stream can show it. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

/** A text in a style of `util.styleText`; without colours, the text alone. */
export interface StyledPiece {
  readonly style: Style;
  readonly text: string;
}

/** A line, or a part of one, from anywhere: it is made harmless when it is rendered. */
export type Piece = string | StyledPiece;

export type Line = readonly Piece[];

/** What a verb prints: its lines, not rendered yet. */
export type Text = readonly Line[];

/** Columns of a line, except where a word is longer. */
export const WIDTH = 80;

/** Marks a text as something that colours may set off. */
export function styled(style: Style, text: string): StyledPiece {
  return { style, text };
}

/**
 * A paragraph of 80 columns; lines that are indented already stay as they are.
 * @param indent columns before each line
 * @param first what stands in the first line's indent
 */
export function paragraph(text: string, indent = 0, first = ''): Text {
  const lines = displayText(text)
    .split('\n')
    .flatMap((line) => (/^\s/.test(line) ? [line] : wrapped(line, WIDTH - indent)));
  return lines.map((line, at) => [(at === 0 ? first : '').padEnd(indent), line]);
}

/** A labelled value; further lines stand below its first. */
export function row(label: string, value: string): Text {
  return paragraph(value, LABEL_COLUMNS, `  ${label}`);
}

/** A paragraph in one style. */
export function styledParagraph(style: Style, text: string, indent: number, first = ''): Text {
  return paragraph(text, indent, first).map(([before = '', line = '']) => [
    before,
    typeof line === 'string' ? styled(style, line) : line,
  ]);
}

/** As {@link row}, its value in one style. */
export function styledRow(style: Style, label: string, value: string): Text {
  return styledParagraph(style, value, LABEL_COLUMNS, `  ${label}`);
}

/** A hash of 64 digits ends at column 79. */
const LABEL_COLUMNS = 15;

/** The text as the stream gets it: every piece harmless, styles only where the stream shows them. */
export function render(text: Text, stream: NodeJS.WriteStream): string {
  return text.map((line) => `${renderLine(line, stream)}\n`).join('');
}

/** One line of it, without its end. */
export function renderLine(line: Line, stream: NodeJS.WriteStream): string {
  return line.map((piece) => renderPiece(piece, stream)).join('');
}

/** The text as a file gets it: without styles. */
export function renderPlain(text: Text): string {
  const plain = (piece: Piece) => displayLine(typeof piece === 'string' ? piece : piece.text);
  return text.map((line) => `${line.map(plain).join('')}\n`).join('');
}

function renderPiece(piece: Piece, stream: NodeJS.WriteStream): string {
  const plain = displayLine(typeof piece === 'string' ? piece : piece.text);
  return typeof piece === 'string' ? plain : styleText(piece.style, plain, { stream });
}

function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (current !== '' && longer.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = longer;
    }
  }
  return [...lines, current];
}
