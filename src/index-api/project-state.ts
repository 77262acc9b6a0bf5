import { SIMPLE_ACCEPT, type SimpleProject } from '../formats/simple-api.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, type RetryPolicy, sendWithRetries } from '../http/retry.ts';
import { indexUnavailable } from './audience.ts';
import type { IndexProfile } from './index-profile.ts';
import { jsonProjectPage, readProjectPage } from './project-page.ts';

/** A project page can list a hundred thousand files. */
const MAX_PAGE_BYTES = 128 * 1024 * 1024;

/** Before anything is uploaded there is time. */
const PATIENT: RetryPolicy = { tries: 5, budgetMs: 120_000 };

/** What an index has of a project. */
export type ProjectState =
  | { readonly kind: 'exists'; readonly page: SimpleProject }
  /** The index answers, and has no such project. */
  | { readonly kind: 'missing' }
  /** The index cannot be asked, or answers in a form that is not the Simple API. */
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Asks the Simple API for a project, past every cache that obeys: one request that prefers JSON
 * (PEP 691) and takes HTML (PEP 503) from indexes that have nothing else.
 * @param project the name in normal form
 * @param patience how passing trouble is waited out
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
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url,
        headers: { accept: SIMPLE_ACCEPT, 'cache-control': 'no-cache' },
        maxBodyBytes: MAX_PAGE_BYTES,
      },
      deps,
      // PyPI has nothing else there; of other indexes it is not known what they have.
      index.kind === 'other'
        ? patience
        : {
            ...patience,
            isUsable: (one) => one.status !== 200 || jsonProjectPage(one) !== undefined,
          },
    );
    if (response.status === 404) return { kind: 'missing' };
    const page =
      response.status === 200 ? await readProjectPage(response, { url, project }) : undefined;
    if (page) return { kind: 'exists', page };
    return {
      kind: 'unknown',
      reason: `${index.title} answered HTTP ${response.status} with something that is not the Simple API`,
    };
  } catch (cause) {
    if (!(cause instanceof RequestFailure)) throw cause;
    throw indexUnavailable(cause, index);
  }
}
