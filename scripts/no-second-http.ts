// What `@actions/github` asks of the toolkit's HTTP client and of undici when it is loaded, in place of
// both (docs/decisions/0009-github-api.md): its requests are sent by src/http/ alone.

/** Knows no proxies: `src/http/` has them. */
export class HttpClient {
  getAgent(): undefined {
    return undefined;
  }

  getAgentDispatcher(): undefined {
    return undefined;
  }
}

/** Where no other `fetch` is given, nothing is sent. */
export function fetch(): Promise<never> {
  return Promise.reject(new TypeError('requests to GitHub go through src/http/'));
}
