import type { RetryDeps } from '../../http/retry.ts';
import type { VerifyReport } from '../../provenance/report.ts';
import { isShippedRoot } from '../../sigstore/public-instance.ts';
import { trustedRootDigest, trustedRootJson } from '../../sigstore/sigstore-instance.ts';
import type { VerifyConfig } from '../config.ts';
import { openTrust } from '../trust.ts';
import { evidenceFor, verifyWith } from '../verify.ts';
import { recordEvidence } from './pack.ts';

/** A pack, and what a verification of the same subjects found while it was made. */
export interface PackedEvidence {
  /** JSONL ({@link PACK_SCHEMA}), to be handed to `verifyTargets` where no network is. */
  readonly text: string;
  readonly report: VerifyReport;
  /** `sha256:…` of its trusted root, where a policy has to allow it. */
  readonly ownRoot: string | undefined;
}

/**
 * Packs all the evidence that a verification asks for: what an index says of projects, the
 * provenance of files, and the trusted root. Whoever unpacks it verifies again.
 * @throws PublishError `invalid-configuration`, `invalid-trust-config`
 */
export async function packEvidence(config: VerifyConfig, deps: RetryDeps): Promise<PackedEvidence> {
  const recorded = recordEvidence(evidenceFor(config, undefined, deps));
  const trust = openTrust(config, undefined, deps);
  const report = await verifyWith(config, recorded.source, trust, deps);
  const { keys } = await trust;
  const text = recorded.pack({
    created: new Date(deps.clock.now()).toISOString(),
    index: config.provenanceIndex.simpleUrl,
    trustedRoot: trustedRootJson(keys),
  });
  return { text, report, ownRoot: isShippedRoot(keys) ? undefined : trustedRootDigest(keys) };
}
