/** A key of a mapping and what it holds. */
export interface YamlEntry {
  readonly key: string;
  /** Where the key stands. */
  readonly at: SourceLocation;
  readonly value: YamlNode;
}

/** What a node is; a null (`permissions:` with nothing behind it) is a scalar without text. */
export type YamlContent =
  | { readonly kind: 'scalar'; readonly text: string | undefined }
  | { readonly kind: 'list'; readonly items: readonly YamlNode[] }
  | { readonly kind: 'mapping'; readonly entries: ReadonlyMap<string, YamlEntry> };

/** A node of a YAML file that knows where it stands. Asked for what it is not, it has nothing. */
export class YamlNode {
  readonly at: SourceLocation;
  readonly content: YamlContent;
  /** The comment at the end of a scalar's line, without its `#`. */
  readonly comment: string | undefined;

  constructor(at: SourceLocation, content: YamlContent, comment?: string) {
    this.at = at;
    this.content = content;
    this.comment = comment;
  }

  /** A scalar as it is written (`3.10` stays `3.10`), without quotes. */
  get text(): string | undefined {
    return this.content.kind === 'scalar' ? this.content.text : undefined;
  }

  get items(): readonly YamlNode[] {
    return this.content.kind === 'list' ? this.content.items : [];
  }

  get entries(): readonly YamlEntry[] {
    return this.content.kind === 'mapping' ? [...this.content.entries.values()] : [];
  }

  get(key: string): YamlNode | undefined {
    return this.content.kind === 'mapping' ? this.content.entries.get(key)?.value : undefined;
  }

  /** Where a key stands; the node's own place where it has no such key. */
  placeOf(key: string): SourceLocation {
    const entry = this.content.kind === 'mapping' ? this.content.entries.get(key) : undefined;
    return entry?.at ?? this.at;
  }

  /** One text or a list of them, as GitHub takes it in many places. */
  get texts(): readonly string[] {
    const nodes = this.content.kind === 'list' ? this.content.items : [this];
    return nodes.flatMap(({ text }) => text ?? []);
  }

  /** Every scalar below, in the file's order. */
  *scalars(): Generator<YamlNode> {
    if (this.content.kind === 'scalar') yield this;
    for (const item of this.items) yield* item.scalars();
    for (const { value } of this.entries) yield* value.scalars();
  }
}

/** A file that is no YAML that GitHub would read, or none that is read here. */
export class YamlDefect extends Error {
  override readonly name = 'YamlDefect';
  readonly at: SourceLocation;

  constructor(at: SourceLocation, message: string) {
    super(message);
    this.at = at;
  }
}

/** A place in a file that can be opened. */
export interface SourceLocation {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}
