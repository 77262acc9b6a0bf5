import type { LockSettings } from './project-lock.ts';

/** What can be changed while the index runs. */
export interface IndexSettings {
  /** The audience that ID tokens must have; TestPyPI's is `testpypi`. */
  audience: string;
  /** Seconds that an upload token is good for. */
  tokenLifetime: number;
  /** Bytes that a file may have. */
  fileSizeLimit: number;
  /** Off: the audience is answered with 403, mint-token with `not-enabled`. */
  trustedPublishing: boolean;
  /** Off: every upload is answered with 403, as when PyPI is in read-only mode. */
  uploads: boolean;
  /** Off: no provenance anywhere, as at a mirror or a private index that knows no PEP 740. */
  provenance: boolean;
  /** Off: the Simple API answers in HTML only, as old private indexes do. */
  json: boolean;
  /** Off: links of HTML pages have no hash, which PEP 503 allows. */
  linkHashes: boolean;
  /**
   * Milliseconds between the check whether a release exists and the commit of a new one. Two
   * first files of a version that overlap in this time collide, as they do at PyPI.
   */
  transactionTime: number;
  /** What uploads of one project do to each other. */
  lock: LockSettings;
  /** Awaited before each commit, for tests that need two uploads at the same point. */
  beforeCommit: ((filename: string) => Promise<void>) | undefined;
}

export const makeSettings = (): IndexSettings => ({
  audience: 'pypi',
  tokenLifetime: 900,
  fileSizeLimit: 100 * 1024 * 1024,
  trustedPublishing: true,
  uploads: true,
  provenance: true,
  json: true,
  linkHashes: true,
  transactionTime: 25,
  lock: { outside: 0, inside: 0, deadlockAfter: 1000, deadlockChance: 1 },
  beforeCommit: undefined,
});
