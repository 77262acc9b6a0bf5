import type { ClaimRequirements } from '../github/requirements.ts';
import type { IndexProfile } from '../pypi/index-profile.ts';
import type { RunFolders } from '../run/folders.ts';
import type { SigningConfig } from '../run/signing/config.ts';

/** Which files are published: a directory's, or those that patterns name. */
export interface Selection {
  readonly packagesDir: string;
  /** Takes the place of `packagesDir` where it is not empty. */
  readonly patterns: readonly string[];
}

/** How the index knows who uploads. A password is a secret: only credentials read it. */
export type Authentication =
  | { readonly kind: 'trusted-publishing' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string };

/**
 * What happens to a file whose name the index has with other bytes: an error before
 * anything is uploaded, or (`true`) a loud warning.
 */
export type SkipExisting = 'false' | 'true' | 'identical';

/**
 * Whether attestations are made: always, never, or unless Sigstore stays out of reach.
 */
export type Attestations = 'true' | 'false' | 'if-available';

/** What happens to files that were not tried when one fails: nothing, or what was planned. */
export type OnError = 'stop' | 'continue';

/** How uploading goes about it. */
export interface UploadConfig {
  /** The most uploads at once. */
  readonly concurrency: number;
  readonly onError: OnError;
  /** How long passing trouble is waited out for each file, in milliseconds. */
  readonly budgetMs: number;
}

/** Everything a run was asked for, checked and complete. */
export interface PublishConfig extends RunFolders {
  readonly index: IndexProfile;
  readonly selection: Selection;
  readonly authentication: Authentication;
  readonly attestations: Attestations;
  /** Globs of attestations and Sigstore bundles that somebody else made. */
  readonly attestationPaths: readonly string[];
  readonly signing: SigningConfig;
  /** Where attestations are written; a fresh folder below `tempDirectory` where undefined. */
  readonly attestationsDirectory: string | undefined;
  readonly verifyMetadata: boolean;
  readonly skipExisting: SkipExisting;
  /** A file of `sha256sum` that every distribution must be in. */
  readonly expectedHashes: string | undefined;
  /** `tag`: the run's ref must be a tag that ends in the version of a distribution. */
  readonly requireVersion: 'false' | 'tag';
  /** Whether a release with less than the one before (no sdist, fewer platforms) is an error. */
  readonly requireComplete: boolean;
  /** What the run's claims must be. */
  readonly requirements: ClaimRequirements;
  readonly printHash: boolean;
  /** Shows every request, without secrets. */
  readonly verbose: boolean;
  readonly dryRun: boolean;
  readonly uploading: UploadConfig;
  /** PEM certificates to trust beside those that Node trusts. */
  readonly caFile: string | undefined;
  /** How long to wait until the index lists every file, in seconds. */
  readonly waitForIndexSeconds: number;
}

/** Whether this run signs: attestations are for Trusted Publishing only. */
export function attests(config: PublishConfig): boolean {
  return config.attestations !== 'false' && config.authentication.kind === 'trusted-publishing';
}
