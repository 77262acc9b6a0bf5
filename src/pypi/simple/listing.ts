import { ACCEPT_GZIP } from '../../http/decoded-body.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, type RetryPolicy, sendWithRetries } from '../../http/retry.ts';
import { PageReader } from './project-page.ts';
import { SIMPLE_ACCEPT, type SimpleProject } from './simple-api.ts';

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
