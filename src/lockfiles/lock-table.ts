import { LockDefect, type Place } from './lock-document.ts';

/**
 * A table (TOML) or object (JSON) of a lock file and where it stands. Reads members whatever
 * their types are; one of another type than asked for is a `LockDefect`.
 */
export class LockTable {
  readonly at: Place;
  readonly #members: object;
  readonly #lines: Lines;

  constructor(members: object, lines: Lines, at: Place) {
    this.#members = members;
    this.#lines = lines;
    this.at = at;
  }

  /** The names of all members, in the order of the file. */
  get keys(): readonly string[] {
    return Object.keys(this.#members);
  }

  has(key: string): boolean {
    return this.#get(key) !== undefined;
  }

  text(key: string): string {
    return this.optionalText(key) ?? this.fail(`has no "${key}"`);
  }

  optionalText(key: string): string | undefined {
    const value = this.#get(key);
    if (value === undefined || typeof value === 'string') return value;
    return this.fail(`has a "${key}" that is no text`);
  }

  optionalNumber(key: string): number | undefined {
    const value = this.#get(key);
    if (value === undefined || typeof value === 'number') return value;
    return this.fail(`has a "${key}" that is no number`);
  }

  /** A date and time as RFC 3339 has it, which TOML has a separate type for. */
  optionalTime(key: string): string | undefined {
    const value = this.#get(key);
    return value instanceof Date ? value.toISOString() : this.optionalText(key);
  }

  /** Whether a member is there and true. */
  flag(key: string): boolean {
    const value = this.#get(key);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    return this.fail(`has a "${key}" that is neither true nor false`);
  }

  optionalTable(key: string): LockTable | undefined {
    const value = this.#get(key);
    if (value === undefined) return undefined;
    return this.#table(value) ?? this.fail(`has a "${key}" that is no table`);
  }

  optionalTableOrText(key: string): LockTable | string | undefined {
    return typeof this.#get(key) === 'string' ? this.optionalText(key) : this.optionalTable(key);
  }

  /** The tables of a list; none where there is no such member. */
  tables(key: string): readonly LockTable[] {
    return this.#list(key).map(
      (value) => this.#table(value) ?? this.fail(`has a "${key}" that is no list of tables`),
    );
  }

  /** The texts of a list with their places; none where there is no such member. */
  texts(key: string): readonly { readonly text: string; readonly at: Place }[] {
    const list = this.#list(key);
    return list.map((text, index) => {
      if (typeof text !== 'string') return this.fail(`has a "${key}" that is no list of texts`);
      const line = this.#lines.ofElement(list, index);
      return { text, at: line === undefined ? this.at : { ...this.at, line } };
    });
  }

  /** The members as they are, for what is only passed on. */
  plain(): Readonly<Record<string, unknown>> {
    return { ...this.#members };
  }

  /** @throws LockDefect at this place. */
  fail(what: string, remedy?: string): never {
    throw new LockDefect(this.at, what, remedy);
  }

  #get(key: string): unknown {
    const value = Object.hasOwn(this.#members, key)
      ? (this.#members as Readonly<Record<string, unknown>>)[key]
      : undefined;
    return value ?? undefined;
  }

  #list(key: string): readonly unknown[] {
    const value = this.#get(key) ?? [];
    return Array.isArray(value) ? value : this.fail(`has a "${key}" that is no list`);
  }

  #table(value: unknown): LockTable | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) || value instanceof Date) return undefined;
    const line = this.#lines.of(value);
    return new LockTable(value, this.#lines, line === undefined ? this.at : { ...this.at, line });
  }
}

/** On which line of a text its tables (objects) and lists begin. */
export class Lines {
  readonly #lines = new WeakMap<object, number>();
  readonly #elements = new WeakMap<object, number[]>();

  /** Values that have no line of their own (texts, numbers) are passed over. */
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

/** A member for an object literal; none at all where the value is undefined. */
export function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };
}
