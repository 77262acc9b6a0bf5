import { ACCEPT_GZIP, decodedBody } from '../../http/decoded-body.ts';
import type { HttpRequest, HttpResponse } from '../../http/messages.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, type RetryPolicy, sendWithRetries } from '../../http/retry.ts';
import { TooMuch } from '../../json/meter.ts';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import { sizeText } from '../../text/size-text.ts';
import type { IndexProfile } from '../index-profile.ts';
import { indexUnavailable } from '../token/audience.ts';
import { noListing } from './no-listing.ts';
import { SIMPLE_ACCEPT, type SimpleProject } from './simple-api.ts';
import { parseSimpleJson } from './simple-json.ts';

/** Captive portals pass; an index that always answers something else is told after these. */
const MOST_UNUSABLE = 3;

/** Before anything is uploaded there is time. */
const PATIENT: RetryPolicy = { tries: 5, budgetMs: 120_000 };

/** What an index has of a project. */
export type ProjectState =
  | { readonly kind: 'exists'; readonly page: SimpleProject }
  /** The index answers, and has no such project. */
  | { readonly kind: 'missing' }
  /** The Simple API of the index is not known, so that it cannot be asked. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Asks the Simple API for a project, past every cache that obeys: one request that prefers JSON
 * (PEP 691) and accepts HTML (PEP 503) from indexes that have nothing else. Only a page of this
 * project and 404 are answers; anything else is an error, because it says nothing of what is there.
 * @param project the name in normal form
 * @param patience how long passing problems are retried
 * @throws PublishError `index-unavailable`
 */
export async function fetchProjectState(
  project: string,
  index: IndexProfile,
  deps: RetryDeps,
  patience: RetryPolicy = PATIENT,
): Promise<ProjectState> {
  if (index.simpleUrl === undefined) {
    return { kind: 'unknown', reason: `${index.title} has no known Simple API` };
  }
  const url = `${index.simpleUrl}${encodeURIComponent(project)}/`;
  const reader = new PageReader({ url, project });
  let unusableAnswers = 0;
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url,
        headers: { accept: SIMPLE_ACCEPT, 'cache-control': 'no-cache' },
        ...reader.request,
      },
      deps,
      {
        ...patience,
        whyUseless: ({ status }) => {
          const { answer } = reader;
          if (status !== 200 || answer.kind === 'page' || answer.isTooMuch) return undefined;
          unusableAnswers += 1;
          return unusableAnswers === MOST_UNUSABLE ? undefined : 'it never sends';
        },
      },
    );
    const answer = response.status === 200 ? reader.answer : undefined;
    if (answer?.kind === 'page') return { kind: 'exists', page: answer.page };
    if (response.status === 404 || isForwarded(response, project, index)) {
      return { kind: 'missing' };
    }
    throw noListing({ project, url }, response, answer?.what, index);
  } catch (cause) {
    if (!(cause instanceof RequestFailure)) throw cause;
    throw indexUnavailable(cause, index);
  }
}

/**
 * GitLab and pypiserver redirect the query for a project that they do not have to PyPI, or to another
 * index that they were set up with: to the project's page there
 * (https://docs.gitlab.com/user/packages/pypi_repository/, "Package request forwarding";
 * `--fallback-url` of pypiserver 2.4; seen 2026-12).
 */
function isForwarded(
  { status, headers }: HttpResponse,
  project: string,
  { kind }: IndexProfile,
): boolean {
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  const target = URL.parse(headers.get('location') ?? '');
  const isPage = target?.pathname.replace(/\/$/, '').endsWith(`/simple/${project}`) ?? false;
  return kind === 'other' && isRedirect && isPage;
}

/** An index that is only read. */
export interface ReadIndex {
  /** The root of the Simple API, with a slash at its end. */
  readonly simpleUrl: string;
  /** As a person calls it. */
  readonly title: string;
}

/** What an index answers when it is asked what it has. None of these is ever taken for another. */
export type ListingAnswer =
  | { readonly kind: 'listed'; readonly page: SimpleProject }
  /** The index answers, and has no such project. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'unavailable'; readonly reason: string };

/** Whoever waits for an installation waits for this. */
export const READING: RetryPolicy = { tries: 3, budgetMs: 15_000 };
export const READING_TIMEOUT_MS = 10_000;

/**
 * Asks the Simple API for all that an index has of a project: JSON (PEP 691) rather than HTML,
 * which lacks the times that a history needs.
 * @param project the name in normal form
 */
export async function fetchListing(
  project: string,
  index: ReadIndex,
  deps: RetryDeps,
): Promise<ListingAnswer> {
  const url = `${index.simpleUrl}${encodeURIComponent(project)}/`;
  const reader = new PageReader({ url, project });
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url,
        headers: { accept: SIMPLE_ACCEPT, ...ACCEPT_GZIP },
        ...reader.request,
        timeoutMs: READING_TIMEOUT_MS,
      },
      deps,
      READING,
    );
    if (response.status === 404) return { kind: 'missing' };
    if (response.status !== 200) return unavailable(index, `HTTP ${response.status}`);
    const { answer } = reader;
    return answer.kind === 'page'
      ? { kind: 'listed', page: answer.page }
      : unavailable(index, answer.what);
  } catch (failure) {
    if (!(failure instanceof RequestFailure)) throw failure;
    return { kind: 'unavailable', reason: failure.message };
  }
}

function unavailable({ title }: ReadIndex, what: string): ListingAnswer {
  return { kind: 'unavailable', reason: `${title} answered ${what}.` };
}

/** The longest page that is read, decompressed: 130,000 files as PyPI lists them. */
const MAX_PAGE_BYTES = 96 * 1024 * 1024;
/** HTML is dearer to read, and the indexes that have nothing else are small. */
const MAX_HTML_BYTES = 32 * 1024 * 1024;
/** What is shown of a text that the index chose. */
const MOST_SHOWN = 60;

/** A project page of the Simple API, or what came in its place. */
type PageAnswer =
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
class PageReader {
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
