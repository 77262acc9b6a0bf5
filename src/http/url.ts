import type { HttpResponse } from './messages.ts';

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL's host is this machine: the only place that plain http may go to. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}

/** Whether secrets may travel to this URL: https, or http to loopback. */
export function isSecureUrl(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** A URL as it may be shown: no user, password, query or fragment. */
export function displayUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** Whether a text can stand in a header as one word: visible ASCII, as every token is. */
export function isHeaderText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

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
