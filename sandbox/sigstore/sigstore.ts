import type { JSONWebKeySet } from 'jose';
import { type FulcioService, startFulcio } from './fulcio.ts';
import { type RekorService, startRekor } from './rekor.ts';
import { startRekorV2 } from './rekor-v2.ts';
import { startTimestampAuthority } from './timestamp-authority.ts';
import { type SigstoreV2, trustConfig, trustedRoot } from './trust-config.ts';

export interface SigstoreOptions {
  /** The keys of the ID tokens' issuer. */
  readonly jwks: JSONWebKeySet;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Minutes that a certificate is good for; Fulcio gives 10. */
  readonly lifetime?: number;
  /** From when all of it is trusted, in milliseconds since 1970; an hour ago unless told. */
  readonly since?: number;
  /** Whether there is a Rekor v2 log and a timestamp authority, and signing is done with them. */
  readonly rekorV2?: boolean;
}

export interface Sigstore {
  readonly fulcio: FulcioService;
  readonly rekor: RekorService;
  readonly v2: SigstoreV2 | undefined;
  /** A TrustedRoot (JSON form) for what these services make. */
  readonly trustedRoot: object;
  /** A ClientTrustConfig (JSON form): the root and where to sign. */
  readonly trustConfig: object;
  close(): Promise<void>;
}

/** Fulcio and Rekor, each on a port of its own, with a trust root that no one else has. */
export async function startSigstore(options: SigstoreOptions): Promise<Sigstore> {
  const fulcio = await startFulcio(options);
  const rekor = await startRekor(options);
  const v2 = options.rekorV2
    ? {
        rekor: await startRekorV2(),
        timestampAuthority: await startTimestampAuthority(options.now ?? Date.now),
      }
    : undefined;
  const start = new Date(options.since ?? (options.now ?? Date.now)() - 3_600_000);
  return {
    fulcio,
    rekor,
    v2,
    trustedRoot: trustedRoot(fulcio, rekor, start, v2),
    trustConfig: trustConfig(fulcio, rekor, start, v2),
    close: async () => {
      await Promise.all([fulcio, rekor, ...Object.values(v2 ?? {})].map((each) => each.close()));
    },
  };
}
