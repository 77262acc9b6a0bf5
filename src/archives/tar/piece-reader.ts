/** Reads a stream of pieces by length. What it gives is valid for good. */
export class PieceReader {
  readonly #pieces: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** So many bytes, or as many as there are. */
  async read(length: number): Promise<Buffer> {
    if (length <= this.#rest.length) return this.#take(length);
    const parts: Buffer[] = [];
    for await (const part of this.stream(length)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** So many bytes or as many as there are, a piece at a time. */
  async *stream(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0 && !(await this.#next())) return;
      const part = this.#take(left);
      left -= part.length;
      yield part;
    }
  }

  /** Returns false where there are not so many. */
  async skip(length: number): Promise<boolean> {
    let left = length;
    for await (const part of this.stream(length)) left -= part.length;
    return left === 0;
  }

  #take(most: number): Buffer {
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async #next(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done === true) return false;
    this.#rest = value;
    return true;
  }
}
