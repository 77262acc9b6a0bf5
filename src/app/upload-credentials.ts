import type { IdToken } from '../formats/oidc.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { requestIdToken } from '../identity/id-token.ts';
import { indexUnavailable } from '../index-api/audience.ts';
import { basicAuthorization } from '../index-api/credentials.ts';
import type { IndexProfile } from '../index-api/index-profile.ts';
import { type RefusalContext, tokenRefused } from '../index-api/token-refusal.ts';
import { mintUploadToken, type UploadToken } from '../index-api/upload-token.ts';
import type { Deps } from './deps.ts';
import type { JobIdentity } from './identify.ts';

/** What uploads are authorised with. */
export interface UploadCredentials {
  /** The value of the `Authorization` header, renewed before it expires. */
  authorization(): Promise<string>;
  /**
   * A new one, after the index refused `refused`.
   * @returns undefined where there is no other
   */
  renewed(refused: string): Promise<string | undefined>;
}

/** A token with less than this left is not used for another upload. */
const RENEW_BEFORE_END_MS = 2 * 60 * 1000;
/** An ID token with less than this left is not sent any more. */
const ID_TOKEN_MARGIN_MS = 30 * 1000;

/** A user and a password, or `__token__` and an API token: as they are. */
export function passwordCredentials(
  credentials: { readonly user: string; readonly password: string },
  deps: Deps,
): UploadCredentials {
  const authorization = basicAuthorization(credentials, deps.log);
  return { authorization: async () => authorization, renewed: async () => undefined };
}

/**
 * Upload tokens for the job's identity. The first is minted here and now: a publisher
 * that the index does not know stops the release before anything is signed.
 * @throws PublishError `invalid-publisher`, `upload-token-refused`, `index-unavailable`
 */
export async function trustedPublishingCredentials(
  identity: JobIdentity,
  context: Omit<RefusalContext, 'publisher'>,
  deps: Deps,
): Promise<UploadCredentials> {
  const nextIdToken = idTokens(identity, deps);
  let current = mint(nextIdToken, { ...context, publisher: identity.publisher }, deps);
  await current;
  const renew = () => {
    deps.log.verbose('Asking for a new upload token');
    current = mint(nextIdToken, { ...context, publisher: identity.publisher }, deps);
    return current;
  };
  return {
    async authorization() {
      const { token, header } = await current;
      const ends = token.expiresAt - deps.clock.now() < RENEW_BEFORE_END_MS;
      return ends ? (await renew()).header : header;
    },
    async renewed(refused) {
      const { header } = await current;
      return header === refused ? (await renew()).header : header;
    },
  };
}

interface MintedToken {
  readonly token: UploadToken;
  readonly header: string;
}

async function mint(
  idToken: () => Promise<string>,
  context: RefusalContext,
  deps: Deps,
): Promise<MintedToken> {
  const outcome = await mintOrFail(idToken, context.index, deps);
  if (outcome.kind === 'refused') throw tokenRefused(outcome, context);
  const { token } = outcome;
  const header = basicAuthorization({ user: '__token__', password: token.value }, deps.log);
  return { token, header };
}

async function mintOrFail(idToken: () => Promise<string>, index: IndexProfile, deps: Deps) {
  try {
    return await mintUploadToken(idToken, index, deps);
  } catch (failure) {
    if (failure instanceof RequestFailure) throw indexUnavailable(failure, index);
    throw failure;
  }
}

/** The ID token at hand first, then a new one each time: an index takes each once. */
function idTokens(identity: JobIdentity, deps: Deps): () => Promise<string> {
  let atHand: IdToken | undefined = identity.idToken;
  return async () => {
    const token = atHand;
    atHand = undefined;
    const fresh = token && token.claims.exp * 1000 - deps.clock.now() > ID_TOKEN_MARGIN_MS;
    if (fresh) return token.raw;
    if (!deps.idTokenEndpoint) throw new TypeError('an identity without an ID-token endpoint');
    return (await requestIdToken(identity.audience, deps.idTokenEndpoint, deps)).raw;
  };
}
