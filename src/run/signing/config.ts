import type { OptionReader } from '../options.ts';

/** How signing goes about it. */
export interface SigningOptions {
  /** A Sigstore ClientTrustConfig file; the public Sigstore where undefined. */
  readonly trustConfigPath: string | undefined;
  /** How long to keep retrying Sigstore or the ID-token service. */
  readonly budgetMs: number;
  /** How many log entries are made at once. */
  readonly concurrency: number;
  /** Whether SLSA provenance is signed in addition to the publish attestation. */
  readonly slsaProvenance: boolean;
  /** Whether bundles are put into GitHub's attestation store, too. */
  readonly githubAttestation: boolean;
}

/** The options that publishing and attesting have in common. */
export function readSigningOptions(reader: OptionReader): SigningOptions {
  return {
    trustConfigPath: reader.text('sigstore-trust-config'),
    budgetMs: reader.number('sigstore-retry-minutes', 10, { least: 0, most: 360 }) * 60_000,
    concurrency: reader.number('signing-concurrency', 16, { least: 1, most: 64 }),
    slsaProvenance: reader.boolean('slsa-provenance', false),
    githubAttestation: reader.boolean('github-attestation', false),
  };
}
