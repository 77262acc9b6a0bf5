import type { LoopbackServer } from '../../sandbox/http/server.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';

/** Requests as `METHOD /path`, in the order of their arrival. */
export interface Requests {
  readonly github: readonly string[];
  readonly fulcio: readonly string[];
  readonly rekor: readonly string[];
  readonly index: readonly string[];
  /** Those of `index` that upload a file. */
  readonly uploads: readonly string[];
}

/** Starts to watch; what the function returns came after that. */
export function watch({ github, sigstore, index }: Sandbox): () => Requests {
  const since = (server: LoopbackServer) => {
    const start = server.requests.length;
    return () =>
      server.requests.slice(start).map(({ method, url }) => `${method} ${url.split('?', 1)[0]}`);
  };
  const services = {
    github: since(github),
    fulcio: since(sigstore.fulcio),
    rekor: since(sigstore.rekor),
    index: since(index),
  };
  return () => {
    const seen = services.index();
    return {
      github: services.github(),
      fulcio: services.fulcio(),
      rekor: services.rekor(),
      index: seen,
      uploads: seen.filter((request) => request.startsWith('POST /legacy')),
    };
  };
}

export const NONE: Requests = { github: [], fulcio: [], rekor: [], index: [], uploads: [] };
