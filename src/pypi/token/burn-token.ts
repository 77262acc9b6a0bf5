import type { HttpClient } from '../../http/messages.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import type { IndexProfile } from '../index-profile.ts';

const PATIENCE_MS = 10_000;

/**
 * Has the index end an upload token before its time (`POST /_/oidc/burn-token`, on PyPI
 * since 2026-09, pypi/warehouse#20197). A courtesy, tried once: the token ends by itself in
 * minutes, and other indexes do not know the request.
 * @returns whether the index said that it did
 */
export async function burnUploadToken(
  token: string,
  index: IndexProfile,
  deps: { readonly http: HttpClient },
): Promise<boolean> {
  try {
    const { status } = await deps.http.send({
      service: index.title,
      method: 'POST',
      url: new URL('/_/oidc/burn-token', index.uploadUrl).href,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ token }),
      timeoutMs: PATIENCE_MS,
      evenIfCancelled: true,
    });
    return status >= 200 && status < 300;
  } catch (failure) {
    if (failure instanceof RequestFailure) return false;
    throw failure;
  }
}
