import { type SimpleProject, simpleProjectSchema } from '../formats/simple-api.ts';
import { parseSimpleHtml } from '../formats/simple-html.ts';
import { jsonBody } from '../http/json.ts';
import type { HttpResponse } from '../http/messages.ts';

/** HTML is dearer to read, and the indexes that have nothing else are small. */
const MAX_HTML_BYTES = 32 * 1024 * 1024;

/**
 * A project page of the Simple API, JSON or HTML.
 * @param from where it was asked for
 * @returns undefined where the answer is neither
 */
export function readProjectPage(
  response: HttpResponse,
  from: { readonly url: string; readonly project: string },
): SimpleProject | undefined {
  const type = response.headers.get('content-type') ?? '';
  if (!/^\s*(?:text\/html|application\/vnd\.pypi\.simple\.v1\+html)\s*(?:;|$)/i.test(type)) {
    return jsonBody(response, simpleProjectSchema);
  }
  return response.body.length > MAX_HTML_BYTES
    ? undefined
    : parseSimpleHtml(response.body.toString('utf8'), from);
}
