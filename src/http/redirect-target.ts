import type { HttpResponse } from './messages.ts';
import { displayUrl } from './url.ts';

/** What is shown of an address that the server chose. */
const MOST_SHOWN = 200;

/**
 * Where a redirect leads, as it may be shown: without user, password, query and fragment.
 * @param url of the request
 * @returns undefined where the answer does not say
 */
export function redirectTarget(
  { headers }: Pick<HttpResponse, 'headers'>,
  url: string,
): string | undefined {
  const location = headers.get('location');
  const target = location === undefined ? null : URL.parse(location, url);
  return target === null ? undefined : displayUrl(target).slice(0, MOST_SHOWN);
}
