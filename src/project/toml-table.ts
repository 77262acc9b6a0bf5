import { parse } from 'smol-toml';

/** A table of a TOML file. Asked for what is not there, or is something else, it has nothing. */
export class TomlTable {
  readonly #values: Readonly<Record<string, unknown>>;

  private constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = values;
  }

  /** @throws TomlError (of smol-toml) where the text is no TOML */
  static parse(text: string): TomlTable {
    return new TomlTable(parse(text));
  }

  table(...path: readonly string[]): TomlTable {
    let values: unknown = this.#values;
    for (const key of path) values = isRecord(values) ? own(values, key) : undefined;
    return new TomlTable(isRecord(values) ? values : {});
  }

  has(key: string): boolean {
    return Object.hasOwn(this.#values, key);
  }

  text(key: string): string | undefined {
    const value = own(this.#values, key);
    return typeof value === 'string' ? value : undefined;
  }

  texts(key: string): readonly string[] {
    const value = own(this.#values, key);
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(values: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
