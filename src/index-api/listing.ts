import { SIMPLE_JSON, type SimpleProject, simpleProjectSchema } from '../formats/simple-api.ts';
import { jsonBody } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, type RetryPolicy, sendWithRetries } from '../http/retry.ts';

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

/** A project page can list a hundred thousand files. */
const MAX_PAGE_BYTES = 128 * 1024 * 1024;

/** Whoever waits for an installation waits for this. */
export const READING: RetryPolicy = { tries: 3, budgetMs: 15_000 };
export const READING_TIMEOUT_MS = 10_000;

/**
 * Asks the JSON Simple API (PEP 691) for all that it has of a project.
 * @param project the name in normal form
 */
export async function fetchListing(
  project: string,
  index: ReadIndex,
  deps: RetryDeps,
): Promise<ListingAnswer> {
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: `${index.simpleUrl}${encodeURIComponent(project)}/`,
        headers: { accept: SIMPLE_JSON },
        maxBodyBytes: MAX_PAGE_BYTES,
        timeoutMs: READING_TIMEOUT_MS,
      },
      deps,
      READING,
    );
    if (response.status === 404) return { kind: 'missing' };
    if (response.status !== 200) return unavailable(index, `HTTP ${response.status}`);
    const page = jsonBody(response, simpleProjectSchema);
    return page
      ? { kind: 'listed', page }
      : unavailable(index, 'something that is not the JSON Simple API (PEP 691)');
  } catch (failure) {
    if (!(failure instanceof RequestFailure)) throw failure;
    return { kind: 'unavailable', reason: failure.message };
  }
}

function unavailable({ title }: ReadIndex, what: string): ListingAnswer {
  return { kind: 'unavailable', reason: `${title} answered ${what}.` };
}
