import * as v from 'valibot';
import { PublishError } from '../../errors.ts';
import { jsonBody } from '../../http/json.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { isSecureUrl } from '../../http/url.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import type { IndexProfile } from '../index-profile.ts';

/** Where an index answers for Trusted Publishing. */
export interface TokenEndpoints {
  readonly audienceUrl: string;
  readonly mintUrl: string;
  /** The media type that both are asked for. */
  readonly accept: string;
  /** Whether a token is good for one upload only. */
  readonly singleUse: boolean;
  /** The features that a token is asked to have; none are named where the index's own will do. */
  readonly features: readonly string[] | undefined;
}

/** PEP 807 lets a server refuse a request that asks for anything else. */
const DISCOVERY_JSON = 'application/vnd.pypi.pytp.v1+json';

const SINGLE_USE = 'single-use-token';
const MULTI_USE = 'multi-use-token';

const LONGEST_URL = 2048;
const endpointUrl = v.pipe(v.string(), v.maxLength(LONGEST_URL));

const DISCOVERY = {
  schema: v.object({
    'audience-endpoint': endpointUrl,
    'token-mint-endpoint': endpointUrl,
    features: v.optional(v.array(v.string())),
    'default-features': v.optional(v.array(v.string())),
  }),
  limits: JSON_LIMITS.token,
};

/** PyPI's own paths, on the host of the upload URL. */
export function pypiEndpoints(index: IndexProfile): TokenEndpoints {
  return {
    audienceUrl: new URL('/_/oidc/audience', index.uploadUrl).href,
    mintUrl: new URL('/_/oidc/mint-token', index.uploadUrl).href,
    accept: 'application/json',
    singleUse: false,
    features: undefined,
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
        maxBodyBytes: DISCOVERY.limits.bytes,
      },
      deps,
      { tries: 2, budgetMs: 10_000 },
    );
    const found = response.status === 200 ? jsonBody(response, DISCOVERY) : undefined;
    if (!found) return pypiEndpoints(index);
    return {
      audienceUrl: onSameHost(found['audience-endpoint'], upload, index),
      mintUrl: onSameHost(found['token-mint-endpoint'], upload, index),
      accept: DISCOVERY_JSON,
      ...kindOfToken(found.features ?? [], found['default-features']),
    };
  } catch (cause) {
    if (cause instanceof RequestFailure) return pypiEndpoints(index);
    throw cause;
  }
}

/**
 * One token for all uploads wherever the index has such, asked for by name where it gives others
 * unless told. Without `default-features` PEP 807 takes tokens for several uploads to be the
 * default; an index that offers only the other kind then contradicts itself, and a token that is
 * used once is right either way.
 */
function kindOfToken(
  offered: readonly string[],
  defaults: readonly string[] | undefined,
): Pick<TokenEndpoints, 'singleUse' | 'features'> {
  const usual = defaults ?? (offered.includes(SINGLE_USE) ? offered : [MULTI_USE]);
  if (usual.includes(MULTI_USE)) return { singleUse: false, features: undefined };
  if (offered.includes(MULTI_USE)) return { singleUse: false, features: [MULTI_USE] };
  return { singleUse: usual.includes(SINGLE_USE), features: undefined };
}

/**
 * PEP 807: every URL has the host of the upload URL, and is https or on loopback; an identity goes
 * nowhere else. Another port of that host may answer over https, where its certificate proves
 * whose it is; on loopback it may be any other process of this machine.
 */
function onSameHost(text: string, upload: URL, index: IndexProfile): string {
  const url = URL.parse(text);
  const isTheirs =
    url?.protocol === 'https:' ? url.hostname === upload.hostname : url?.host === upload.host;
  if (url && isTheirs && isSecureUrl(url) && url.username === '' && url.password === '') {
    return url.href;
  }
  throw new PublishError({
    code: 'trusted-publishing-unavailable',
    message: `${index.title} says that it answers for Trusted Publishing at ${text}, which is not on its own host.`,
    remedy:
      'Nothing was sent there. Tell the people who run the index; PEP 807 wants the host of the upload URL.',
  });
}
