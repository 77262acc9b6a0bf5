import { decodeJwt } from 'jose';
import { HOSTS } from '../production/hosts.ts';
import type { World } from './world.ts';

/** What a run took from the services. */
export interface Usage {
  /** How many ID tokens, by audience. */
  readonly idTokens: Readonly<Record<string, number>>;
  /** How many certificates the CT log has more. */
  readonly certificates: number;
  /** How many entries Rekor's log has more. */
  readonly entries: number;
  readonly fulcioRequests: number;
  readonly rekorRequests: number;
}

/** What all services have given so far; `since` that moment tells what was taken. */
export async function startUsage(world: World): Promise<{ since: () => Promise<Usage> }> {
  const { front, stack, sandbox } = world;
  const before = {
    requests: front.requests.length,
    tokens: sandbox.github.issued.length,
    certificates: await stack.certificates(),
    entries: await stack.logSize(),
  };
  const since = async (): Promise<Usage> => {
    const requests = front.requests.slice(before.requests);
    const idTokens: Record<string, number> = {};
    for (const token of sandbox.github.issued.slice(before.tokens)) {
      const audience = String(decodeJwt(token).aud);
      idTokens[audience] = (idTokens[audience] ?? 0) + 1;
    }
    return {
      idTokens,
      certificates: (await stack.certificates()) - before.certificates,
      entries: (await stack.logSize()) - before.entries,
      fulcioRequests: requests.filter(({ host }) => host === HOSTS.fulcio).length,
      rekorRequests: requests.filter(({ host }) => host === HOSTS.rekor).length,
    };
  };
  return { since };
}
