import * as v from 'valibot';
import { PublishError } from '../errors.ts';
import { jsonBody } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../http/retry.ts';
import { isSecureUrl } from '../http/url.ts';
import type { IndexProfile } from './index-profile.ts';

/** Where an index answers for Trusted Publishing. */
export interface TokenEndpoints {
  readonly audienceUrl: string;
  readonly mintUrl: string;
  /** Whether a token is good for one upload only. */
  readonly singleUse: boolean;
}

const DISCOVERY_JSON = 'application/vnd.pypi.pytp.v1+json';

const discoverySchema = v.object({
  'audience-endpoint': v.string(),
  'token-mint-endpoint': v.string(),
  features: v.optional(v.array(v.string())),
  'default-features': v.optional(v.array(v.string())),
});

/** PyPI's own paths, on the host of the upload URL. */
export function pypiEndpoints(index: IndexProfile): TokenEndpoints {
  return {
    audienceUrl: new URL('/_/oidc/audience', index.uploadUrl).href,
    mintUrl: new URL('/_/oidc/mint-token', index.uploadUrl).href,
    singleUse: false,
  };
}

/**
 * Asks an index where it answers for Trusted Publishing (PEP 807, a draft); PyPI's paths
 * where it has no such page. PyPI and TestPyPI are not asked.
 * @throws PublishError `trusted-publishing-unavailable` when it names another host
 */
export async function discoverTokenEndpoints(
  index: IndexProfile,
  deps: RetryDeps,
): Promise<TokenEndpoints> {
  if (index.kind !== 'other') return pypiEndpoints(index);
  const upload = new URL(index.uploadUrl);
  const url = new URL('/.well-known/pytp', upload);
  url.searchParams.set('discover', upload.pathname);
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: url.href,
        headers: { accept: DISCOVERY_JSON },
      },
      deps,
      { tries: 2, budgetMs: 10_000 },
    );
    const found = response.status === 200 ? jsonBody(response, discoverySchema) : undefined;
    if (!found) return pypiEndpoints(index);
    const features = found['default-features'] ?? found.features ?? [];
    return {
      audienceUrl: onSameHost(found['audience-endpoint'], upload, index),
      mintUrl: onSameHost(found['token-mint-endpoint'], upload, index),
      singleUse: features.includes('single-use-token') && !features.includes('multi-use-token'),
    };
  } catch (cause) {
    if (cause instanceof RequestFailure) return pypiEndpoints(index);
    throw cause;
  }
}

/** PEP 807: every URL has the host of the upload URL; an identity goes nowhere else. */
function onSameHost(text: string, upload: URL, index: IndexProfile): string {
  const url = URL.parse(text);
  if (url && url.host === upload.host && isSecureUrl(url)) return url.href;
  throw new PublishError({
    code: 'trusted-publishing-unavailable',
    message: `${index.title} says that it answers for Trusted Publishing at ${text}, which is not on its own host.`,
    remedy:
      'Nothing was sent there. Tell the people who run the index; PEP 807 wants the host of the upload URL.',
  });
}
