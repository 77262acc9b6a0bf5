import { X509Certificate } from 'node:crypto';
import tls from 'node:tls';
import type { Dispatcher } from 'undici';
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

/** The proxies that a process goes through, and for which hosts it does not. */
export interface Proxies {
  /** An absolute URL; empty for none. */
  readonly forHttp: string;
  /** An absolute URL; empty for that of plain http. */
  readonly forHttps: string;
  /** Hosts to ask directly, as `NO_PROXY` lists them. */
  readonly except: string;
}

/** The proxy of a request, as far as messages name it: never with its user or password. */
export interface NamedProxy {
  readonly url: URL;
  /** `HTTPS_PROXY`, or `HTTP_PROXY` where only that is set. */
  readonly variable: string;
}

/** The proxy that https goes through; undefined where there is none. */
export function namedProxy({ forHttp, forHttps }: Proxies): NamedProxy | undefined {
  const url = URL.parse(forHttps || forHttp);
  return url === null ? undefined : { url, variable: forHttps ? 'HTTPS_PROXY' : 'HTTP_PROXY' };
}

/**
 * What to do about a request that failed at a proxy.
 * @param reason of a `RequestFailure`
 * @returns undefined where no proxy is at fault
 */
export function proxyRemedy(reason: string): string | undefined {
  return /^the proxy\b/.test(reason)
    ? 'The proxy comes from the variable `HTTPS_PROXY` (or `HTTP_PROXY`): correct it there, or name the host in `NO_PROXY` if it can be reached directly. Then run the job again.'
    : undefined;
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Trusts more certificate authorities, beside those that Node trusts, in every client of this
 * process: index, ID tokens, Fulcio, Rekor and TUF, direct and through proxies.
 * @param pem one or more PEM certificates
 * @throws RangeError when there is none, or one that cannot be read
 */
export function trustCertificateAuthorities(pem: string): void {
  const certificates = pem.match(PEM_CERTIFICATE) ?? [];
  if (certificates.length === 0) throw new RangeError('it holds no PEM certificate');
  if (!certificates.every(isReadable)) {
    throw new RangeError('one of its certificates cannot be read');
  }
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), ...certificates]);
}

function isReadable(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
