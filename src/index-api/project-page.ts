import { type SimpleProject, simpleProjectSchema } from '../formats/simple-api.ts';
import { jsonBody } from '../http/json.ts';
import type { HttpResponse } from '../http/messages.ts';

/** HTML is dearer to read, and the indexes that have nothing else are small. */
const MAX_HTML_BYTES = 32 * 1024 * 1024;

/** A project page of the JSON Simple API (PEP 691); undefined where the answer is none. */
export function jsonProjectPage(response: HttpResponse): SimpleProject | undefined {
  return jsonBody(response, simpleProjectSchema);
}

/**
 * A project page of the Simple API, JSON or HTML.
 * @param from where it was asked for
 * @returns undefined where the answer is neither
 */
export async function readProjectPage(
  response: HttpResponse,
  from: { readonly url: string; readonly project: string },
): Promise<SimpleProject | undefined> {
  const type = response.headers.get('content-type') ?? '';
  if (!/^\s*(?:text\/html|application\/vnd\.pypi\.simple\.v1\+html)\s*(?:;|$)/i.test(type)) {
    return jsonProjectPage(response);
  }
  if (response.body.length > MAX_HTML_BYTES) return undefined;
  // Only now: the tables of an HTML parser take a tenth of the time that everything takes to start.
  const { parseSimpleHtml } = await import('../formats/simple-html.ts');
  return parseSimpleHtml(response.body.toString('utf8'), from);
}
