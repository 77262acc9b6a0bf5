import type { Dispatcher } from 'undici';
import { EnvHttpProxyAgent, setGlobalDispatcher } from './undici.ts';

/**
 * The one way out: proxies from the environment (`HTTPS_PROXY`, `NO_PROXY`), a pool a host.
 * It also becomes the global one, so that clients that cannot be handed a dispatcher
 * (the TUF client uses Node's own `fetch`) take the same road.
 */
export function createDispatcher(): Dispatcher {
  const dispatcher = new EnvHttpProxyAgent({
    connect: { timeout: 10_000 },
    connections: 64,
    keepAliveTimeout: 10_000,
    pipelining: 1,
  });
  setGlobalDispatcher(dispatcher);
  return dispatcher;
}
