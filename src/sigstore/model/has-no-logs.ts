import type { TrustedRoot } from '@sigstore/protobuf-specs';

/**
 * Whether an instance has no logs and timestamps in their place, as GitHub's has: then nothing can be demanded
 * of logs, and a timestamp of one of its authorities is.
 */
export function hasNoLogs({ tlogs, ctlogs, timestampAuthorities }: TrustedRoot): boolean {
  return tlogs.length === 0 && ctlogs.length === 0 && timestampAuthorities.length > 0;
}
