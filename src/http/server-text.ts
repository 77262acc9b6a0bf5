import * as v from 'valibot';
import { jsonBody } from './json.ts';
import type { HttpResponse } from './messages.ts';

const LONGEST = 500;

const optionalText = v.optional(v.string());
const errorSchema = v.object({
  // PyPI's is "400 and the detail"; Fulcio's and Rekor's is a bare number.
  code: v.optional(v.union([v.string(), v.number()])),
  message: optionalText,
  title: optionalText,
});

/**
 * What a service says of a refused request. PyPI puts the detail into `code` of its JSON
 * errors, into the reason phrase (which HTTP/2 drops) and into the `<title>` of its HTML;
 * Fulcio and Rekor put it into `message`.
 * The text is the server's: escape it where it is shown.
 * @returns one line of at most 500 characters, empty when the service says nothing
 */
export function serverText(response: HttpResponse): string {
  const json = jsonBody(response, errorSchema);
  const detail = typeof json?.code === 'string' ? json.code : undefined;
  const text = detail || json?.message || json?.title || htmlTitle(response) || response.statusText;
  const line = decodeEntities(text)
    .replace(/\s+/g, ' ')
    .replace(/^\s*\d{3}\s+/, '')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function htmlTitle(response: HttpResponse): string | undefined {
  const start = response.body.subarray(0, 64 * 1024).toString('utf8');
  return /<title>([^<]{1,2000})<\/title>/i.exec(start)?.[1];
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

/** PyPI escapes what it quotes (names, URLs) in some of its texts, whatever their form. */
function decodeEntities(escaped: string): string {
  return escaped.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES.get(name) ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
