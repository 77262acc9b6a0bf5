import { type RawHeader, splitHeaderSection } from './header-section.ts';

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
  /** The description: the body, or the first `Description` header where there is no body. */
  readonly description: string | undefined;
  /**
   * Lower-case names of fields whose bytes are not UTF-8 (`description` for the body), each
   * once. A field's value then has one character a byte. A body that is not plain text by the
   * file's own headers (`Content-Transfer-Encoding`, `Content-Type: multipart/…`) counts too.
   */
  readonly undecodable: readonly string[];
}

/**
 * Reads core metadata as `packaging.metadata.parse_email` reads it: what PyPI and installers
 * see. Never fails; what is missing or repeated is for the caller to judge.
 */
export function parseCoreMetadata(bytes: Uint8Array): CoreMetadata {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const { headers, body } = splitHeaderSection(text);
  const undecodable = new Set<string>();
  const fields = headers.map(({ name, value }) => {
    const decoded = decodeUtf8(value);
    if (decoded === undefined) {
      undecodable.add(name.toLowerCase());
    }
    // Decoding copies: a slice would keep the whole file in memory as long as the field lives.
    return { name: decodeUtf8(name) ?? name, value: decoded ?? value };
  });
  const decodedBody = isPlainBody(headers) ? decodeUtf8(body) : undefined;
  if (decodedBody === undefined) {
    undecodable.add('description');
  }
  const description = decodedBody || metadataValue({ fields }, 'Description');
  return { fields, description, undecodable: [...undecodable] };
}

/** The first value of a field, its name in any case. */
export function metadataValue(
  metadata: Pick<CoreMetadata, 'fields'>,
  name: string,
): string | undefined {
  const wanted = name.toLowerCase();
  return metadata.fields.find((field) => field.name.toLowerCase() === wanted)?.value;
}

/** Every value of a field, in file order, its name in any case. */
export function metadataValues(metadata: Pick<CoreMetadata, 'fields'>, name: string): string[] {
  const wanted = name.toLowerCase();
  return metadata.fields
    .filter((field) => field.name.toLowerCase() === wanted)
    .map((field) => field.value);
}

/** Python would decode or take apart such a body; no build backend writes one. */
function isPlainBody(headers: readonly RawHeader[]): boolean {
  const encoding = headerValue(headers, 'content-transfer-encoding');
  const type = headerValue(headers, 'content-type');
  return (
    !/^(?:quoted-printable|base64|x-uuencode|uuencode|uue|x-uue)$/i.test(encoding) &&
    !/^\s*(?:multipart|message)\//i.test(type)
  );
}

function headerValue(headers: readonly RawHeader[], name: string): string {
  return headers.find((header) => header.name.toLowerCase() === name)?.value ?? '';
}

/** Strict, and a byte order mark stays: Python keeps it too. */
function decodeUtf8(latin1: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(latin1, 'latin1'),
    );
  } catch {
    return undefined;
  }
}
