const TYPES: ReadonlySet<string> = new Set(['text/plain', 'text/x-rst', 'text/markdown']);
/** PyPI compares them exactly. */
const MARKDOWN_VARIANTS: ReadonlySet<string> = new Set(['GFM', 'CommonMark']);

const TOKEN = '[^\\x00-\\x20\\x7f()<>@,:;\\\\"/[\\]?=]+';
const ATTRIBUTE = '[^\\x00-\\x20\\x7f()<>@,:;\\\\"/[\\]?=*\'%]+';
const ESSENCE = new RegExp(`^[ \\t]*(${TOKEN})[ \\t]*/[ \\t]*(${TOKEN})[ \\t]*(;|$)`);
const PARAMETER = new RegExp(
  `^[ \\t]*(${ATTRIBUTE})[ \\t]*=[ \\t]*(?:"((?:[^"\\\\\\x00-\\x1f\\x7f]|\\\\[\\x20-\\x7e])*)"|(${TOKEN}))[ \\t]*(;|$)`,
);

/** A value of `Description-Content-Type`, read. */
export interface DescriptionContentType {
  /** Lower-case. */
  readonly type: string;
  /** By lower-case name. */
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Why PyPI would not take a `Description-Content-Type` (core metadata; `packaging.metadata` 26.3
 * reads it as an e-mail's content type).
 * @returns undefined where it would
 */
export function descriptionContentTypeDefect(text: string): string | undefined {
  const read = parseDescriptionContentType(text);
  if (read === undefined) return 'it is not a well-formed content type';
  const { type, parameters } = read;
  // PyPI looks for the type in the text as well: no blanks around its slash.
  if (!TYPES.has(type) || !text.toLowerCase().includes(type))
    return `it must be one of ${[...TYPES].join(', ')}`;
  const charset = parameters.get('charset') ?? 'UTF-8';
  if (charset.toLowerCase() !== 'utf-8') return `its charset is ${charset}, only UTF-8 is accepted`;
  const variant = parameters.get('variant') ?? 'GFM';
  return type === 'text/markdown' && !MARKDOWN_VARIANTS.has(variant)
    ? `its variant is ${variant}, only ${[...MARKDOWN_VARIANTS].join(' and ')} are accepted`
    : undefined;
}

/** @returns undefined where it is no content type, or has one parameter twice (its case counts) */
export function parseDescriptionContentType(text: string): DescriptionContentType | undefined {
  const [essence, type = '', subtype = ''] = ESSENCE.exec(text) ?? [];
  if (essence === undefined) return undefined;
  const parameters = new Map<string, string>();
  let rest = text.slice(essence.length);
  while (rest.trim() !== '') {
    const [parameter, name = '', quoted, plain = ''] = PARAMETER.exec(rest) ?? [];
    if (parameter === undefined || parameters.has(name)) return undefined;
    parameters.set(name, quoted?.replaceAll(/\\(.)/g, '$1') ?? plain);
    rest = rest.slice(parameter.length);
  }
  const byLowerCase = [...parameters].map(([name, value]) => [name.toLowerCase(), value] as const);
  return { type: `${type}/${subtype}`.toLowerCase(), parameters: new Map(byLowerCase) };
}
