import type { Clock } from '../../clock.ts';
import { requestIdToken } from '../../github/id-token.ts';
import type { GithubPublisher } from '../../github/publisher.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import type { EarlierPublisher } from '../../pypi/simple/earlier-publisher.ts';
import { indexUnavailable } from '../../pypi/token/audience.ts';
import type { TokenEndpoints } from '../../pypi/token/token-endpoints.ts';
import { type RefusalContext, tokenRefused } from '../../pypi/token/token-refusal.ts';
import {
  basicAuthorization,
  burnUploadToken,
  type MintOutcome,
  mintUploadToken,
  type UploadToken,
} from '../../pypi/token/upload-token.ts';
import type { Deps } from '../../run/deps.ts';
import { idTokenEndpoint, startingWith } from '../../run/signing/job.ts';
import type { PublishConfig } from '../config.ts';
import type { JobIdentity } from '../identity.ts';
import type { AskedPlan } from '../plan/ask-and-plan.ts';
import { findEarlierPublishers } from '../sign/earlier-publishers.ts';

/** What uploads are authorised with. */
export interface UploadCredentials {
  /** The value of the `Authorization` header, renewed before it expires. */
  authorization(): Promise<string>;
  /**
   * A new one, after the index refused `refused`.
   * @returns undefined where there is no other
   */
  renewed(refused: string): Promise<string | undefined>;
  /** Gives back what was lent for this run; best effort, never an error. */
  giveBack(): Promise<void>;
}

/** What a refusal is explained with. */
interface TokenContext extends Omit<RefusalContext, 'publisher' | 'earlier'> {
  /** Asks the index who published what it has; only where it knows no publisher for this job. */
  readonly earlierPublishers: () => Promise<readonly EarlierPublisher[]>;
}

/** A token with less than this left is not used for another upload. */
const RENEW_BEFORE_END_MS = 2 * 60 * 1000;

/** Half of a short life is used at least, or each upload would renew its token. */
function nearsItsEnd({ mintedAt, expiresAt }: UploadToken, now: number): boolean {
  const margin = Math.min(RENEW_BEFORE_END_MS, (expiresAt - mintedAt) / 2);
  return expiresAt - now < margin;
}

/** A user and a password, or `__token__` and an API token: as they are. */
export function passwordCredentials(
  credentials: { readonly user: string; readonly password: string },
  deps: Deps,
): UploadCredentials {
  const authorization = basicAuthorization(credentials, deps.log);
  return {
    authorization: async () => authorization,
    renewed: async () => undefined,
    giveBack: async () => undefined,
  };
}

/**
 * Upload tokens for the job's identity. The first is minted here and now: a publisher
 * that the index does not know stops the release before anything is signed.
 * @throws PublishError `invalid-publisher`, `upload-token-refused`, `index-unavailable`
 */
export async function trustedPublishingCredentials(
  identity: JobIdentity,
  context: TokenContext,
  deps: Deps,
): Promise<UploadCredentials> {
  const { audience, endpoints } = identity;
  const fresh = () => requestIdToken(audience, idTokenEndpoint(deps), deps);
  const supply = startingWith(identity.idToken, fresh, deps.clock);
  const nextIdToken = async () => (await supply()).raw;
  const lent: MintedToken[] = [];
  const mintNext = async () => {
    const minted = await mint(nextIdToken, context, identity.publisher, endpoints, deps);
    lent.push(minted);
    return minted;
  };
  const first = await mintNext();
  const source = endpoints.singleUse
    ? singleUse(first, mintNext)
    : multiUse(first, mintNext, deps.clock);
  return {
    ...source,
    async giveBack() {
      const alive = lent.splice(0).filter(({ token }) => token.expiresAt > deps.clock.now());
      for (const { token } of alive) await burnUploadToken(token.value, context.index, deps);
    },
  };
}

type TokenSource = Pick<UploadCredentials, 'authorization' | 'renewed'>;

/** One token for all uploads until it nears its end. */
function multiUse(
  first: MintedToken,
  mintNext: () => Promise<MintedToken>,
  clock: Clock,
): TokenSource {
  let current = Promise.resolve(first);
  // Uploads that see the same token end share the next one; a failed try is not remembered.
  const renew = (ended: Promise<MintedToken>) => {
    if (current !== ended) return current;
    const next = mintNext();
    current = next;
    next.catch(() => {
      if (current === next) current = ended;
    });
    return next;
  };
  return {
    async authorization() {
      const held = current;
      const { token, header } = await held;
      return nearsItsEnd(token, clock.now()) ? (await renew(held)).header : header;
    },
    async renewed(refused) {
      const held = current;
      const { header } = await held;
      return header === refused ? (await renew(held)).header : header;
    },
  };
}

/** A token for each upload (PEP 807, `single-use-token`): the first one is at hand. */
function singleUse(first: MintedToken, mintNext: () => Promise<MintedToken>): TokenSource {
  let unused: MintedToken | undefined = first;
  return {
    async authorization() {
      const token = unused;
      unused = undefined;
      return (token ?? (await mintNext())).header;
    },
    renewed: async () => (await mintNext()).header,
  };
}

interface MintedToken {
  readonly token: UploadToken;
  readonly header: string;
}

async function mint(
  idToken: () => Promise<string>,
  { earlierPublishers, ...context }: TokenContext,
  publisher: GithubPublisher,
  endpoints: TokenEndpoints,
  deps: Deps,
): Promise<MintedToken> {
  const outcome = await mintOrFail(idToken, context.index, endpoints, deps);
  if (outcome.kind === 'refused') {
    const isUnknown = outcome.refusals.some(({ code }) => code === 'invalid-publisher');
    const earlier = isUnknown ? await earlierPublishers() : undefined;
    throw tokenRefused(outcome, { ...context, publisher, earlier });
  }
  const { token } = outcome;
  const header = basicAuthorization({ user: '__token__', password: token.value }, deps.log);
  return { token, header };
}

async function mintOrFail(
  idToken: () => Promise<string>,
  index: IndexProfile,
  endpoints: TokenEndpoints,
  deps: Deps,
): Promise<MintOutcome> {
  try {
    return await mintUploadToken(idToken, index, deps, endpoints);
  } catch (failure) {
    if (failure instanceof RequestFailure) throw indexUnavailable(failure, index);
    throw failure;
  }
}

/**
 * Upload tokens for a plan. The first is minted here and now: a publisher that the index does not know stops the
 * release before anything is signed.
 * @throws PublishError `invalid-publisher`, `upload-token-refused`, `index-unavailable`
 */
export async function uploadTokens(
  { plan, states, missingProjects }: AskedPlan,
  identity: JobIdentity,
  { index }: PublishConfig,
  deps: Deps,
): Promise<UploadCredentials> {
  const projects = [...new Set(plan.releases.map(({ project }) => project))];
  const earlierPublishers = () => findEarlierPublishers(states, index, deps);
  const context = { index, projects, missingProjects, earlierPublishers };
  const credentials = await trustedPublishingCredentials(identity, context, deps);
  deps.log.info(`${index.title} knows this publisher and gave a short-lived upload token`);
  return credentials;
}
