import type { IndexProfile } from '../index-api/index-profile.ts';

/** Which files are published: a directory's, or those that patterns name. */
export interface Selection {
  readonly packagesDir: string;
  /** Takes the place of `packagesDir` where it is not empty. */
  readonly patterns: readonly string[];
}

export type Authentication =
  | { readonly kind: 'trusted-publishing' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string };

/**
 * What happens to a file whose name the index has with other bytes: an error before
 * anything is uploaded, or (`true`) a loud warning.
 */
export type SkipExisting = 'false' | 'true' | 'identical';

/** Everything a run was asked for, checked and complete. */
export interface PublishConfig {
  readonly index: IndexProfile;
  readonly selection: Selection;
  readonly authentication: Authentication;
  readonly attestations: boolean;
  /** Where attestations are written; a fresh folder below `tempDirectory` where undefined. */
  readonly attestationsDirectory: string | undefined;
  /** A Sigstore ClientTrustConfig file; the public Sigstore where undefined. */
  readonly trustConfigPath: string | undefined;
  readonly verifyMetadata: boolean;
  readonly skipExisting: SkipExisting;
  readonly printHash: boolean;
  /** Shows every request, without secrets. */
  readonly verbose: boolean;
  readonly dryRun: boolean;
  /** How long to wait until the index lists every file, in seconds. */
  readonly waitForIndexSeconds: number;
  /** Relative paths start here. */
  readonly workspace: string;
  /** For files of this run: `RUNNER_TEMP`. */
  readonly tempDirectory: string;
}

/** Whether this run signs: attestations are for Trusted Publishing only. */
export function attests(config: PublishConfig): boolean {
  return config.attestations && config.authentication.kind === 'trusted-publishing';
}
