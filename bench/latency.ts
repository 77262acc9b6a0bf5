/**
 * Milliseconds that each kind of request waits beyond the work of its stand-in. Those of signing,
 * minting and uploading are of the order that the public services take; what an index only looks up
 * takes as long as its audience does.
 */
export interface Latencies {
  /** GitHub's ID-token service. */
  readonly idToken: number;
  /** Fulcio. */
  readonly certificate: number;
  /** Rekor. */
  readonly logEntry: number;
  /** The timestamp authority. */
  readonly timestamp: number;
  /** The index: audience, discovery, Simple API, provenance, giving a token back. */
  readonly lookUp: number;
  readonly mint: number;
  readonly upload: number;
}

export type RequestKind = keyof Latencies;

export const LATENCIES: Latencies = {
  idToken: 100,
  certificate: 400,
  logEntry: 500,
  timestamp: 150,
  lookUp: 50,
  mint: 200,
  upload: 800,
};

/** What a request to the index is, by its method and path. */
export function indexRequestKind(method: string, path: string): RequestKind {
  if (method === 'POST' && path.startsWith('/legacy')) return 'upload';
  if (method === 'POST' && path.endsWith('/mint-token')) return 'mint';
  return 'lookUp';
}
