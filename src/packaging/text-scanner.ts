/** Reads a text from left to right, a sticky pattern at a time. */
export class TextScanner {
  readonly text: string;
  /** Where the next pattern must match. */
  position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  /** Takes what `pattern` (with the flag `y`) matches here; undefined where it does not. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const matched = pattern.exec(this.text)?.[0];
    if (matched !== undefined) this.position += matched.length;
    return matched;
  }

  /** Takes `pattern` and says whether it was there. */
  skip(pattern: RegExp): boolean {
    return this.take(pattern) !== undefined;
  }
}
