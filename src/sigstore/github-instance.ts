import { TrustedRoot } from '@sigstore/protobuf-specs';
import root from './github-trusted-root.json' with { type: 'json' };

/**
 * The trusted root of GitHub's Sigstore, which signs attestations of private repositories and of immutable
 * releases. It has timestamp authorities and no transparency log. The keys are the copy of sigstore-rust of 2026-06-29
 * (decision 96), not fetched from GitHub's TUF repository.
 */
export function githubRoot(): TrustedRoot {
  return TrustedRoot.fromJSON(root);
}
