import type { HttpResponse } from '../../http/messages.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, type RetryPolicy, sendWithRetries } from '../../http/retry.ts';
import type { IndexProfile } from '../index-profile.ts';
import { indexUnavailable } from '../token/audience.ts';
import { noListing } from './no-listing.ts';
import { PageReader } from './project-page.ts';
import { SIMPLE_ACCEPT, type SimpleProject } from './simple-api.ts';

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
  let unusable = 0;
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
          unusable += 1;
          return unusable === MOST_UNUSABLE ? undefined : 'it never sends';
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
