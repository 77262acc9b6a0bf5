import { TrustedRoot } from '@sigstore/protobuf-specs';
import { DEFAULT_MIRROR_URL, initTUF } from '@sigstore/tuf';
import seeds from '@sigstore/tuf/seeds.json' with { type: 'json' };
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { parseJson } from '../json/strict-json.ts';
import { type SigningConfig, signingConfigSchema } from './model/client-trust-config.ts';
import {
  type InstanceChoice,
  type SigstoreInstance,
  selectInstance,
  trustedRootDigest,
} from './sigstore-instance.ts';

/** Publishing waits for TUF no longer than this: everything has a shipped fallback. */
const TUF_LIMIT_MS = 10_000;

/** The public instance's services as its signing config listed them on 2026-08-21. */
const SHIPPED_SIGNING_CONFIG: SigningConfig = {
  mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
  caUrls: [
    {
      url: 'https://fulcio.sigstore.dev',
      majorApiVersion: 1,
      validFor: { start: '2022-04-13T20:06:15Z' },
    },
  ],
  rekorTlogUrls: [
    {
      url: 'https://rekor.sigstore.dev',
      majorApiVersion: 1,
      validFor: { start: '2021-01-12T11:53:27Z' },
    },
  ],
  tsaUrls: [
    {
      url: 'https://timestamp.sigstore.dev/api/v1/timestamp',
      majorApiVersion: 1,
      validFor: { start: '2025-07-04T00:00:00Z' },
    },
  ],
  tsaConfig: { selector: 'ANY' },
};

/** A trusted root, and why it may be out of date. */
export interface PublicRoot {
  readonly trustedRoot: TrustedRoot;
  readonly staleBecause?: string;
  /** What TUF answered instead, for debugging. */
  readonly tufFailure?: string;
}

/** What asking for the public instance needs. */
interface PublicDeps {
  readonly clock: Clock;
  /** When aborted, nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The public Sigstore: its trusted root and signing config by TUF, or the shipped ones
 * where TUF is out of reach. TUF never stops a release: a wrong root can only make the
 * own verification fail, and the index verifies again with its own. Nothing is logged here: the
 * answer may not be used.
 * @param cacheDirectory where TUF keeps its metadata; never the user's home
 */
export async function publicInstance(
  cacheDirectory: string,
  choice: InstanceChoice,
  deps: PublicDeps,
): Promise<SigstoreInstance> {
  const { signingConfig, ...root } = await publicTargets(cacheDirectory, deps);
  return { ...selectInstance(signingConfig, root.trustedRoot, choice), ...root };
}

/** The public Sigstore's trusted root alone, for whoever only verifies. */
export async function publicRoot(cacheDirectory: string, deps: PublicDeps): Promise<PublicRoot> {
  const { signingConfig: _, ...root } = await publicTargets(cacheDirectory, deps);
  return root;
}

async function publicTargets(
  cacheDirectory: string,
  deps: PublicDeps,
): Promise<PublicRoot & { readonly signingConfig: SigningConfig }> {
  const settled = new AbortController();
  const { signal = settled.signal } = deps;
  const byTuf = await Promise.race([
    fetchTargets(cacheDirectory).catch((cause: unknown) => String(cause)),
    deps.clock
      .sleep(TUF_LIMIT_MS, AbortSignal.any([settled.signal, signal]))
      .then(() => `no answer within ${TUF_LIMIT_MS / 1000} s`),
  ]);
  settled.abort();
  if (typeof byTuf !== 'string') return byTuf;
  return {
    trustedRoot: shippedRoot(),
    signingConfig: SHIPPED_SIGNING_CONFIG,
    staleBecause: 'the trusted root could not be refreshed by TUF',
    tufFailure: byTuf,
  };
}

async function fetchTargets(
  cachePath: string,
): Promise<{ trustedRoot: TrustedRoot; signingConfig: SigningConfig }> {
  // A second try does not hold the process: the run may be over by then.
  const retry = { retries: 1, unref: true };
  const tuf = await initTUF({ cachePath, timeout: 3000, retry });
  const trustedRoot = TrustedRoot.fromJSON(
    parseJson(await tuf.getTarget('trusted_root.json'), JSON_LIMITS.trust),
  );
  const signingConfig = v.parse(
    signingConfigSchema,
    parseJson(await tuf.getTarget('signing_config.v0.2.json'), JSON_LIMITS.trust),
    FIRST_ISSUE,
  );
  return { trustedRoot, signingConfig };
}

/** The public Sigstore's trusted root that the TUF client is shipped with. */
export function shippedRoot(): TrustedRoot {
  const encoded = seeds[DEFAULT_MIRROR_URL].targets['trusted_root.json'];
  return TrustedRoot.fromJSON(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
}

/** Whether a root is, key by key, the one that this program brings. */
export function isShippedRoot(root: TrustedRoot): boolean {
  return trustedRootDigest(root) === trustedRootDigest(shippedRoot());
}
