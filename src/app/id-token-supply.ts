import type { Clock } from '../clock.ts';
import type { IdToken } from '../formats/oidc.ts';

/** An ID token with less than this left is not sent any more. */
const MARGIN_MS = 30 * 1000;

/**
 * Hands out the token at hand first, and a new one each time after: a receiver takes each
 * token once, and they live for minutes only.
 */
export function startingWith(
  atHand: IdToken,
  fresh: () => Promise<IdToken>,
  clock: Clock,
): () => Promise<IdToken> {
  let unused: IdToken | undefined = atHand;
  return async () => {
    const token = unused;
    unused = undefined;
    return token && token.claims.exp * 1000 - clock.now() > MARGIN_MS ? token : fresh();
  };
}
