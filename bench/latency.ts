/**
 * Milliseconds that each kind of request waits beyond the work of its stand-in. Those of signing and
 * minting are of the order that the public services take; what an index only looks up
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
}

/**
 * Milliseconds that an upload takes beyond the work of its stand-in: side by side with others, and
 * then under the lock of its project, as PyPI's database has it.
 */
export interface UploadTimes {
  readonly outside: number;
  readonly inside: number;
}

export type RequestKind = keyof Latencies | 'upload';

export const LATENCIES: Latencies = {
  idToken: 100,
  certificate: 400,
  logEntry: 500,
  timestamp: 150,
  lookUp: 50,
  mint: 200,
};

/** Most of the work outside the lock. */
export const USUAL_UPLOAD: UploadTimes = { outside: 500, inside: 100 };
/** The worst case: all of it under the lock, so that nothing is gained by several at once. */
export const LOCKED_UPLOAD: UploadTimes = { outside: 0, inside: 650 };

/** What a request to the index is, by its method and path. */
export function indexRequestKind(method: string, path: string): RequestKind {
  if (method === 'POST' && path.startsWith('/legacy')) return 'upload';
  if (method === 'POST' && path.endsWith('/mint-token')) return 'mint';
  return 'lookUp';
}
