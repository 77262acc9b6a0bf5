export const ESCAPE = '\u001b';
const CONTROL = `${ESCAPE}[`;
/** A control sequence, or one character. */
const TOKEN = new RegExp(`${ESCAPE}\\[[0-9;]*[A-Za-z]|[^]`, 'gu');
const STYLE = new RegExp(`^${ESCAPE}\\[[0-9;]*m$`);

/** A terminal that knows what ours may use: returns, new lines, erasing a line, and styles. */
export class Screen {
  readonly #columns: number;
  readonly #lines: string[] = [''];
  #column = 0;
  /** Every state that the last line was in when something else began to be written. */
  readonly frames: string[] = [];

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** The lines that somebody sees in the end. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** @throws {Error} at a control character that a terminal may take otherwise. */
  write(text: string): void {
    const tokens = text.match(TOKEN) ?? [];
    for (const token of tokens) this.#take(token);
  }

  #take(token: string): void {
    const last = this.#lines.length - 1;
    if (token === '\r') {
      this.#column = 0;
    } else if (token === '\n') {
      this.#lines.push('');
    } else if (token === `${CONTROL}2K`) {
      if (this.#lines[last] !== '') this.frames.push(this.#lines[last] ?? '');
      this.#lines[last] = '';
    } else if (STYLE.test(token)) {
      // A style takes no column.
    } else if (/^\p{Cc}/u.test(token)) {
      throw new Error(`a terminal was sent ${JSON.stringify(token)}`);
    } else {
      this.#print(token);
    }
  }

  #print(character: string): void {
    if (this.#column === this.#columns) {
      this.#lines.push('');
      this.#column = 0;
    }
    const last = this.#lines.length - 1;
    const line = this.#lines[last] ?? '';
    this.#lines[last] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }
}
