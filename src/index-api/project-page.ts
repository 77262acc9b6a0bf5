import { normalizeProjectName } from '../formats/project-name.ts';
import { type SimpleProject, simpleProjectSchema } from '../formats/simple-api.ts';
import { jsonBody } from '../http/json.ts';
import type { HttpResponse } from '../http/messages.ts';

/** HTML is dearer to read, and the indexes that have nothing else are small. */
const MAX_HTML_BYTES = 32 * 1024 * 1024;
/** What is shown of a text that the index chose. */
const MOST_SHOWN = 60;

/** A project page of the Simple API, or what came in its place. */
export type PageAnswer =
  | { readonly kind: 'page'; readonly page: SimpleProject }
  /** `what` completes "the index answered with …". */
  | { readonly kind: 'unusable'; readonly what: string };

/**
 * Reads a project page of the Simple API, JSON (PEP 691) or HTML (PEP 503). A page of another
 * major version (PEP 629) or about another project is not the answer to the question.
 * @param from the URL of the request, and the project in normal form
 */
export async function readProjectPage(
  response: HttpResponse,
  from: { readonly url: string; readonly project: string },
): Promise<PageAnswer> {
  const type = response.headers.get('content-type') ?? '';
  if (!/^\s*(?:text\/html|application\/vnd\.pypi\.simple\.v1\+html)\s*(?:;|$)/i.test(type)) {
    return jsonPage(response, from.project);
  }
  if (response.body.length > MAX_HTML_BYTES) {
    return unusable('an HTML page that is too large for the Simple API');
  }
  // Only now: the tables of an HTML parser take a tenth of the time that everything takes to start.
  const { parseSimpleHtml } = await import('../formats/simple-html.ts');
  const page = parseSimpleHtml(response.body.toString('utf8'), from);
  return page
    ? { kind: 'page', page }
    : unusable('an HTML page that is not a page of the Simple API');
}

function jsonPage(response: HttpResponse, project: string): PageAnswer {
  const page = jsonBody(response, simpleProjectSchema);
  if (!page) return unusable('something that is not the Simple API');
  const version = page.meta['api-version'];
  if (!/^1(?:\.|$)/.test(version)) {
    return unusable(`version "${shown(version)}" of the Simple API; only version 1 is supported`);
  }
  if (normalizeProjectName(page.name) !== project) {
    return unusable(`the page of another project, "${shown(page.name)}"`);
  }
  return { kind: 'page', page };
}

function unusable(what: string): PageAnswer {
  return { kind: 'unusable', what };
}

function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
