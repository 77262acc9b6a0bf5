import type { TrustedRoot } from '@sigstore/protobuf-specs';

/**
 * A trusted root without what has no start of validity: `@sigstore/verify` would take such a
 * log or CA as valid for ever.
 */
export function withoutUndated(root: TrustedRoot): TrustedRoot {
  return {
    ...root,
    tlogs: root.tlogs.filter((log) => log.publicKey?.validFor?.start),
    ctlogs: root.ctlogs.filter((log) => log.publicKey?.validFor?.start),
    certificateAuthorities: root.certificateAuthorities.filter((ca) => ca.validFor?.start),
    timestampAuthorities: root.timestampAuthorities.filter((ca) => ca.validFor?.start),
  };
}
