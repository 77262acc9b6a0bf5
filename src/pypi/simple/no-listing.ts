import { PublishError } from '../../errors.ts';
import type { HttpResponse } from '../../http/messages.ts';
import { displayUrl, redirectTarget } from '../../http/url.ts';
import type { IndexProfile } from '../index-profile.ts';

/**
 * An index whose Simple API is known did not list a project's files. What it has decides what is
 * signed and uploaded, so that nothing begins without it.
 * @param request the project in normal form, and the URL of the request
 * @param response the answer, not a 404, which means that there is no such project
 * @param what completes "it answered HTTP 200 with …"; undefined where the status says it all
 */
export function noListing(
  request: { readonly project: string; readonly url: string },
  response: HttpResponse,
  what: string | undefined,
  index: IndexProfile,
): PublishError {
  const { status } = response;
  const said = isRedirect(status)
    ? redirect(response, request.url)
    : what === undefined
      ? ''
      : ` with ${what}`;
  return new PublishError({
    code: 'index-unavailable',
    message: `${index.title} did not list the files of ${request.project}: it answered HTTP ${status}${said} (${displayUrl(new URL(request.url))}).`,
    remedy: `${index.kind === 'other' ? otherIndex(status) : pypi(status, index)} Nothing is signed or uploaded before the index has answered.`,
  });
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400;
}

/** Redirects are not followed, because a password may go along; the target without its query. */
function redirect(response: HttpResponse, url: string): string {
  const target = redirectTarget(response, url);
  return target === undefined ? ', a redirect' : `, a redirect to ${target}, which is not followed`;
}

/** PyPI answers everybody, and with JSON: anything else is from the network in between. */
function pypi(status: number, { title, statusPage }: IndexProfile): string {
  const between = `Most likely a proxy, a firewall or a login page of the network answered in place of ${title}.`;
  const next = `Check the network of the runner, and ${statusPage}; then run the job again.`;
  return status === 403
    ? `${title} needs no credentials here. Most likely a proxy refused the request, or ${title} blocks the address of the runner. ${next}`
    : `${between} ${next}`;
}

function otherIndex(status: number): string {
  if (status === 401 || status === 403) {
    return 'Most likely the index wants credentials for reading, and `user` or `password` is missing or wrong. They are sent to the Simple API only if its origin (scheme, host and port) is that of `repository-url`. Otherwise `index-url` is not the root of the Simple API.';
  }
  const root =
    'Set `index-url` to the root of the Simple API of this index (the URL that is given to `pip install --index-url`)';
  if (isRedirect(status)) return `${root}, at the address that it has after all redirects.`;
  return `${root}. If it is right, a proxy or a login page of the network answered in place of the index.`;
}
