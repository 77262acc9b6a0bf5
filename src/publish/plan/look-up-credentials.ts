import { authorizedClient } from '../../http/authorized-client.ts';
import { basicAuthorization } from '../../pypi/upload/credentials.ts';
import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';

/**
 * A private index wants to know who asks what it has, too. The user and password of the upload
 * are shown to its Simple API where that has the very origin of the upload URL: they are for
 * that server by the workflow's own word.
 */
export function withLookUpCredentials(
  { index, authentication }: Pick<PublishConfig, 'index' | 'authentication'>,
  deps: Deps,
): Deps {
  const { simpleUrl, uploadUrl, kind } = index;
  if (authentication.kind !== 'password' || kind !== 'other' || simpleUrl === undefined)
    return deps;
  if (new URL(simpleUrl).origin !== new URL(uploadUrl).origin) return deps;
  const authorization = basicAuthorization(authentication, deps.log);
  return { ...deps, http: authorizedClient(deps.http, simpleUrl, authorization) };
}
