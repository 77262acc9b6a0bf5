import type { Dispatcher } from 'undici';
import type { Proxies } from './proxies.ts';
import { EnvHttpProxyAgent, setGlobalDispatcher } from './undici.ts';
import { isLoopback } from './url.ts';

const OPTIONS = {
  connect: { timeout: 10_000 },
  connections: 64,
  keepAliveTimeout: 10_000,
  pipelining: 1,
};

/**
 * Proxies, but never for loopback: plain http may carry secrets there only because it does not leave this machine.
 */
class OutgoingAgent extends EnvHttpProxyAgent {
  readonly #direct: Dispatcher;

  constructor(direct: Dispatcher, { forHttp, forHttps, except }: Proxies) {
    // Undefined would make undici look into the environment itself.
    super({ ...OPTIONS, httpProxy: forHttp, httpsProxy: forHttps, noProxy: except });
    this.#direct = direct;
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    const origin = URL.parse(String(options.origin));
    return origin && isLoopback(origin)
      ? this.#direct.dispatch(options, handler)
      : super.dispatch(options, handler);
  }
}

/** All connections of a run. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** Ends every connection, also those that nobody waits for any more. */
  close(): Promise<void>;
}

/**
 * The one way out: proxies, a pool a host. It also becomes the global
 * one, so that clients that cannot be handed a dispatcher (the TUF client uses Node's own
 * `fetch`) take the same road.
 */
export function createConnections(proxies: Proxies): Connections {
  const direct = new EnvHttpProxyAgent({ ...OPTIONS, httpProxy: '', httpsProxy: '' });
  const dispatcher = new OutgoingAgent(direct, proxies);
  setGlobalDispatcher(dispatcher);
  return {
    dispatcher,
    async close() {
      await Promise.all([dispatcher.destroy(), direct.destroy()]);
    },
  };
}
