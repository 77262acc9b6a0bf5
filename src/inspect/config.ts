import { type IndexProfile, indexProfile } from '../pypi/index-profile.ts';
import type { RunFolders } from '../run/folders.ts';
import { OptionReader, type RawOptions } from '../run/options.ts';
import { readUploadUrl } from '../run/upload-url.ts';

/** What an inspection was asked for, checked and complete. */
export interface InspectConfig extends RunFolders {
  /** Globs of the files to inspect; each must name one. */
  readonly patterns: readonly string[];
  /** The index whose rules count. */
  readonly index: IndexProfile;
  /** Whether signatures are verified. */
  readonly verify: boolean;
  /** A Sigstore ClientTrustConfig file to verify with; the public Sigstore where undefined. */
  readonly trustConfigPath: string | undefined;
}

/**
 * Checks every option and says all that is wrong at once.
 * @throws PublishError `invalid-configuration`
 */
export function parseInspectConfig(
  options: RawOptions,
  patterns: readonly string[],
  places: RunFolders,
): InspectConfig {
  const reader = new OptionReader(options);
  const config: InspectConfig = {
    patterns,
    index: indexProfile(readUploadUrl(reader)),
    verify: reader.boolean('verify', false),
    trustConfigPath: reader.text('sigstore-trust-config'),
    ...places,
  };
  if (patterns.length === 0)
    reader.problem('there is no file to inspect: name wheels, sdists, attestations or bundles.');
  if (config.trustConfigPath !== undefined && !config.verify) {
    reader.problem('`sigstore-trust-config` says what to verify with: it needs `verify`.');
  }
  reader.finish();
  return config;
}
