import { decodedBody } from '../../http/decoded-body.ts';
import type { HttpRequest, HttpResponse } from '../../http/messages.ts';
import { TooMuch } from '../../json/too-much.ts';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import { sizeText } from '../../text/size-text.ts';
import type { SimpleProject } from './simple-api.ts';
import { parseSimpleJson } from './simple-json.ts';

/** The longest page that is read, decompressed: 130,000 files as PyPI lists them. */
const MAX_PAGE_BYTES = 96 * 1024 * 1024;
/** HTML is dearer to read, and the indexes that have nothing else are small. */
const MAX_HTML_BYTES = 32 * 1024 * 1024;
/** What is shown of a text that the index chose. */
const MOST_SHOWN = 60;

/** A project page of the Simple API, or what came in its place. */
export type PageAnswer =
  | { readonly kind: 'page'; readonly page: SimpleProject }
  | {
      readonly kind: 'unusable';
      /** Completes "the index answered with …". */
      readonly what: string;
      /** Whether it is more than is read: asking again would bring the same. */
      readonly isTooMuch: boolean;
    };

/**
 * Reads the project pages that answers bring, JSON (PEP 691) or HTML (PEP 503), as they come. A page
 * of another major version (PEP 629) or about another project is not the answer to the question.
 */
export class PageReader {
  /** What the last answer of success was. */
  answer: PageAnswer = unusable('something that is not the Simple API');
  readonly #from: { readonly url: string; readonly project: string };

  /** @param from the URL of the request, and the project in normal form */
  constructor(from: { readonly url: string; readonly project: string }) {
    this.#from = from;
  }

  /** What a request for the page has besides its headers. */
  get request(): Required<Pick<HttpRequest, 'maxBodyBytes' | 'readBody'>> {
    return {
      maxBodyBytes: MAX_PAGE_BYTES,
      readBody: async (body, head) => {
        this.answer = await this.#read(decodedBody(body, head), head);
      },
    };
  }

  async #read(
    body: AsyncIterable<Uint8Array>,
    { headers }: Pick<HttpResponse, 'headers'>,
  ): Promise<PageAnswer> {
    const isHtml = hasHtml(headers);
    const chunks = bounded(body, isHtml ? MAX_HTML_BYTES : MAX_PAGE_BYTES);
    try {
      if (!isHtml) return checked(await parseSimpleJson(chunks), this.#from.project);
      // Only now: the tables of an HTML parser take a tenth of the time that everything takes to start.
      const { parseSimpleHtml } = await import('./simple-html.ts');
      return { kind: 'page', page: await parseSimpleHtml(chunks, this.#from) };
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      const what = `${isHtml ? 'an HTML page' : 'something'} that ${cause.message}`;
      return { ...unusable(what), isTooMuch: cause instanceof TooMuch };
    }
  }
}

function checked(page: SimpleProject, project: string): PageAnswer {
  const version = page.meta['api-version'];
  if (!/^1(?:\.|$)/.test(version)) {
    return unusable(`version "${shown(version)}" of the Simple API; only version 1 is supported`);
  }
  if (normalizeProjectName(page.name) !== project) {
    return unusable(`the page of another project, "${shown(page.name)}"`);
  }
  return { kind: 'page', page };
}

function hasHtml(headers: HttpResponse['headers']): boolean {
  const type = headers.get('content-type') ?? '';
  return /^\s*(?:text\/html|application\/vnd\.pypi\.simple\.v1\+html)\s*(?:;|$)/i.test(type);
}

/** @throws TooMuch */
async function* bounded(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) throw new TooMuch(`is longer than ${sizeText(maxBytes)}`);
    yield chunk;
  }
}

function unusable(what: string): Extract<PageAnswer, { kind: 'unusable' }> {
  return { kind: 'unusable', what, isTooMuch: false };
}

function shown(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
