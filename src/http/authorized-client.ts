import type { HttpClient } from './messages.ts';

/**
 * The same client, which shows credentials to what lies below one URL and to nothing else.
 * @param root an absolute URL with a slash at its end
 * @param authorization the value of the `Authorization` header
 */
export function authorizedClient(
  http: HttpClient,
  root: string,
  authorization: string,
): HttpClient {
  return {
    send(request) {
      if (!request.url.startsWith(root)) return http.send(request);
      return http.send({ ...request, headers: { authorization, ...request.headers } });
    },
  };
}
