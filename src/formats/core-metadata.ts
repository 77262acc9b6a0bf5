/** One header of a METADATA or PKG-INFO file, as written. */
export interface MetadataField {
  /** The header's name as written, such as `Requires-Dist`. */
  readonly name: string;
  /** The value, decoded; fold line ends and indents are kept. */
  readonly value: string;
}

/**
 * Core metadata as the archive has it: every field in file order, known or not,
 * so that a future Metadata-Version travels to the index unchanged.
 */
export interface CoreMetadata {
  readonly fields: readonly MetadataField[];
  /** The description: the body, or a `Description` header where there is no body. */
  readonly description: string | undefined;
  /** Names of fields whose bytes are not UTF-8 (`description` for the body). */
  readonly undecodable: readonly string[];
}
