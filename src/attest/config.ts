import type { RunFolders } from '../run/folders.ts';
import { OptionReader, pathWords, type RawOptions } from '../run/options.ts';
import { readSigningOptions, type SigningOptions } from '../run/signing/config.ts';

/** Everything that a run of the attest action was asked for, checked and complete. */
export interface AttestConfig extends RunFolders {
  /** Globs of the files to sign; never empty. */
  readonly patterns: readonly string[];
  /** Whether attestations that exist are written anew. */
  readonly overwrite: boolean;
  /** Where everything is written; beside each file where undefined. */
  readonly attestationsDirectory: string | undefined;
  /** Whether a Sigstore bundle is written for each distribution, too. */
  readonly bundles: boolean;
  readonly signing: SigningOptions;
  readonly verbose: boolean;
  /** Additional CA certificates (PEM). */
  readonly caFile: string | undefined;
}

/**
 * Checks every option and says all that is wrong at once.
 * @param problems what was found wrong while the options were collected
 * @throws PublishError `invalid-configuration`
 */
export function parseAttestConfig(
  options: RawOptions,
  places: RunFolders,
  problems: readonly string[] = [],
): AttestConfig {
  const reader = new OptionReader(options, problems);
  const config: AttestConfig = {
    patterns: patterns(reader),
    overwrite: reader.boolean('overwrite', false),
    attestationsDirectory: reader.text('attestations-dir'),
    bundles: reader.boolean('bundles', false),
    signing: readSigningOptions(reader),
    verbose: reader.boolean('verbose', false),
    caFile: reader.text('ca-file'),
    ...places,
  };
  reader.finish();
  return config;
}

function patterns(reader: OptionReader): readonly string[] {
  const words = pathWords(reader.text('paths') ?? 'dist/*');
  if (words === undefined) reader.problem('`paths` has a quote that is never closed.');
  // A directory stands for the files in it.
  return (words ?? []).map((word) => (/[/\\]$/.test(word) ? `${word}*` : word));
}
