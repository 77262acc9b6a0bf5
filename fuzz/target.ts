/** A reader of something hostile, and what it is given to begin with. */
export interface Target {
  readonly name: string;
  /** Good and nearly good inputs, which are then altered. */
  readonly seeds: () => Promise<readonly Buffer[]> | readonly Buffer[];
  /** Words of the format, which chance alone would take long to find. */
  readonly words: readonly string[];
  /** Reads the bytes. What it throws must be {@link Target.isRefusal a refusal}. */
  readonly run: (bytes: Buffer) => unknown;
  /** Whether an error is one that the reader may throw at bad input. */
  readonly isRefusal: (error: unknown) => boolean;
}

/** Where a reader has no errors of its own: whatever it is given, it gives an answer. */
export const never = (): boolean => false;

/** A text that JSON, TOML, YAML or Python would write, as bytes. */
export const bytesOf = (text: string): Buffer => Buffer.from(text, 'utf8');
