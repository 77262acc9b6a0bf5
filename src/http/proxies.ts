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
