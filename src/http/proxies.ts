/** The proxies that a process goes through, and for which hosts it does not. */
export interface Proxies {
  /** An absolute URL; empty for none. */
  readonly forHttp: string;
  /** An absolute URL; empty for that of plain http. */
  readonly forHttps: string;
  /** Hosts to ask directly, as `NO_PROXY` lists them. */
  readonly except: string;
}
