import * as v from 'valibot';
import { JSON_LIMITS } from '../json/limits.ts';
import { jsonBody } from './json.ts';
import type { HttpResponse } from './messages.ts';

const LONGEST = 500;
/** Of a body that may be a whole page. */
const LOOKED_AT_BYTES = 64 * 1024;

const optionalText = v.optional(v.string());
const limits = JSON_LIMITS.refusal;
const ERROR = {
  schema: v.object({
    // PyPI's is "400 and the detail"; Fulcio's and Rekor's is a bare number.
    code: v.optional(v.union([v.string(), v.number()])),
    message: optionalText,
    // Problem details (RFC 9457), which PEP 807 wants.
    detail: optionalText,
    title: optionalText,
  }),
  limits,
};

/** Artifactory: `{"errors": [{"status": 403, "message": "…"}]}`. */
const ERROR_LIST = {
  schema: v.object({ errors: v.looseTuple([v.object({ message: v.string() })]) }),
  limits,
};

/**
 * What a service says of a refused request. PyPI puts the detail into `code` of its JSON
 * errors, into the reason phrase (which HTTP/2 drops) and into the `<title>` of its HTML;
 * Fulcio, Rekor and GitLab put it into `message`, others into a list, a page or plain text.
 * The text is the server's: escape it where it is shown.
 * @returns one line of at most 500 characters, empty when the service says nothing
 */
export function serverText(response: HttpResponse): string {
  const said = [...jsonTexts(response), ...pageTexts(response), response.statusText];
  const line = said.map(oneLine).find((text) => text !== '') ?? '';
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function jsonTexts(response: HttpResponse): (string | undefined)[] {
  const json = jsonBody(response, ERROR);
  const list = jsonBody(response, ERROR_LIST);
  const code = typeof json?.code === 'string' ? json.code : undefined;
  return [code, json?.message, json?.detail, json?.title, list?.errors[0].message];
}

function pageTexts({ body, headers }: HttpResponse): (string | undefined)[] {
  const start = body.subarray(0, LOOKED_AT_BYTES).toString('utf8');
  const isPlain = /^text\/plain\b/i.test(headers.get('content-type') ?? '');
  return isPlain ? [start] : [htmlDetail(start)];
}

function oneLine(text: string | undefined): string {
  return decodeEntities(text ?? '')
    .replace(/\s+/g, ' ')
    .replace(/^\s*(?:Error: )?\d{3}\s+/, '')
    .trim();
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

/** Where the reason stands in an error page, most telling first. */
const PLACES = [
  // Bottle, and so pypiserver, whose title is the status only; a page without a reason says None.
  /<pre>(?!None<)([^<]{1,2000})<\/pre>/i,
  // Nexus, whose title is its own name.
  /<div class="content-section">([^<]{1,2000})</i,
  // PyPI.
  /<title>([^<]{1,2000})<\/title>/i,
];

/**
 * What an error page in HTML says.
 * @returns text with its character references as they are, or undefined when nothing is where it is looked for
 */
function htmlDetail(html: string): string | undefined {
  for (const place of PLACES) {
    const found = place.exec(html)?.[1];
    if (found !== undefined && found.trim() !== '') return found;
  }
  return undefined;
}
