import * as v from 'valibot';
import { jsonBody } from '../http/json.ts';
import type { HttpResponse } from '../http/messages.ts';

const LONGEST = 500;

const errorSchema = v.object({
  code: v.optional(v.string()),
  message: v.optional(v.string()),
  title: v.optional(v.string()),
});

/**
 * What an index says of a refused request. PyPI puts the detail into `code` of its JSON
 * errors, into the reason phrase (which HTTP/2 drops) and into the `<title>` of its HTML.
 * The text is the server's: escape it where it is shown.
 * @returns one line of at most 500 characters
 */
export function serverText(response: HttpResponse): string {
  const json = jsonBody(response, errorSchema);
  const text =
    json?.code ?? json?.message ?? json?.title ?? htmlTitle(response) ?? response.statusText;
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/^\s*\d{3}\s+/, '')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function htmlTitle(response: HttpResponse): string | undefined {
  const start = response.body.subarray(0, 64 * 1024).toString('utf8');
  const title = /<title>([^<]{1,2000})<\/title>/i.exec(start)?.[1];
  return title === undefined ? undefined : decodeEntities(title);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['#39', "'"],
  ['#x27', "'"],
  ['#34', '"'],
]);

function decodeEntities(text: string): string {
  return text.replace(/&(#?\w{1,8});/g, (whole, name: string) => ENTITIES.get(name) ?? whole);
}
