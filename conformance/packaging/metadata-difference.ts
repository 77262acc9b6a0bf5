import { type CoreMetadata, metadataValues } from '../../src/packaging/core-metadata.ts';

/** What the judge says of one field: see judge.py. */
type Read = unknown;

/** The first difference between our reading and `parse_email`'s; undefined where there is none. */
export function metadataDifference(
  ours: CoreMetadata,
  theirs: Readonly<Record<string, Read>>,
): string | undefined {
  const names = new Set(ours.fields.map(({ name }) => name.toLowerCase()));
  for (const name of new Set([...names, ...Object.keys(theirs)])) {
    if (name !== 'description' && !agrees(name, metadataValues(ours, name), theirs[name])) {
      return `${name}: ${JSON.stringify(metadataValues(ours, name))} against ${JSON.stringify(theirs[name])}`;
    }
  }
  for (const name of ours.undecodable) {
    if (name !== 'description' && !isUnparsed(theirs[name])) {
      return `${name}: not UTF-8 here, read there`;
    }
  }
  return descriptionDifference(ours, theirs['description']);
}

function agrees(name: string, ours: readonly string[], theirs: Read): boolean {
  if (isUnparsed(theirs)) {
    return same(ours, theirs.unparsed);
  }
  if (name === 'keywords') {
    return same(
      ours.flatMap((value) => value.split(',').map(strip)),
      theirs,
    );
  }
  if (name === 'project-url') {
    return same(Object.fromEntries(ours.map(labelAndUrl)), theirs);
  }
  if (name === 'import-name' && same(theirs, [])) {
    return same(ours, ['']);
  }
  return same(ours, typeof theirs === 'string' ? [theirs] : theirs);
}

/** They put header and body together where both are there; we keep the header in its place. */
function descriptionDifference(ours: CoreMetadata, theirs: Read): string | undefined {
  const headers = metadataValues(ours, 'Description');
  const texts: readonly unknown[] = isUnparsed(theirs)
    ? theirs.unparsed
    : [theirs].filter((text) => text !== undefined);
  const body = texts.slice(headers.length);
  const isEncoded = ['content-type', 'content-transfer-encoding'].some(
    (name) => metadataValues(ours, name).length > 0 && ours.undecodable.includes('description'),
  );
  if (isEncoded) {
    return undefined; // By design: no build backend writes such metadata.
  }
  const expected = typeof body[0] === 'string' ? body[0] : headers[0];
  const isBroken = body.some((text) => typeof text !== 'string');
  if (
    same(texts.slice(0, headers.length), headers) &&
    ours.description === expected &&
    (!isBroken || ours.undecodable.includes('description'))
  ) {
    return undefined;
  }
  return `description: ${JSON.stringify(ours.description)} against ${JSON.stringify(theirs)}`;
}

function isUnparsed(read: Read): read is { readonly unparsed: readonly unknown[] } {
  return typeof read === 'object' && read !== null && 'unparsed' in read;
}

function labelAndUrl(value: string): [label: string, url: string] {
  const comma = value.indexOf(',');
  return comma === -1
    ? [strip(value), '']
    : [strip(value.slice(0, comma)), strip(value.slice(comma + 1))];
}

/** Python's `str.strip`. */
function strip(text: string): string {
  const space =
    '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
  return text.replace(new RegExp(`^${space}`), '').replace(new RegExp(`${space}$`), '');
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
