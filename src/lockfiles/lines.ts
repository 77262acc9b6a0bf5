/** On which line of a text its tables (objects) and lists begin. */
export class Lines {
  readonly #lines = new WeakMap<object, number>();
  readonly #elements = new WeakMap<object, number[]>();

  /** Values that have no place of their own (texts, numbers) are passed over. */
  set(value: unknown, line: number): void {
    if (isObject(value)) this.#lines.set(value, line);
  }

  setOnce(value: unknown, line: number): void {
    if (isObject(value) && !this.#lines.has(value)) this.#lines.set(value, line);
  }

  /** Of a list's elements the texts and numbers have lines too. */
  setElement(list: unknown, index: number, line: number): void {
    if (!isObject(list)) return;
    const lines = this.#elements.get(list);
    if (lines === undefined) this.#elements.set(list, [line]);
    else lines[index] = line;
  }

  of(value: object): number | undefined {
    return this.#lines.get(value);
  }

  ofElement(list: object, index: number): number | undefined {
    return this.#elements.get(list)?.[index];
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
