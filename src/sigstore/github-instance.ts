import { TrustedRoot } from '@sigstore/protobuf-specs';
import root from './github-trusted-root.json' with { type: 'json' };

/**
 * The trusted root of GitHub's Sigstore, which signs attestations of private repositories and of immutable
 * releases. It has timestamp authorities and no transparency log. The keys are those of
 * https://tuf-repo.github.com, which `gh attestation trusted-root` prints (as of 2026-06-29).
 */
export function githubRoot(): TrustedRoot {
  return TrustedRoot.fromJSON(root);
}
