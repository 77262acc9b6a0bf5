import type { RunPlaces } from './config.ts';
import { OptionReader, type RawOptions } from './option-reader.ts';
import { readSigningConfig, type SigningConfig } from './signing-config.ts';

/** Everything that a run of the attest action was asked for, checked and complete. */
export interface AttestConfig extends RunPlaces {
  /** Globs of the files to sign. */
  readonly patterns: readonly string[];
  /** Whether attestations that exist are written anew. */
  readonly overwrite: boolean;
  /** Where everything is written; beside each file where undefined. */
  readonly attestationsDirectory: string | undefined;
  /** Whether a Sigstore bundle is written for each distribution, too. */
  readonly bundles: boolean;
  readonly signing: SigningConfig;
  readonly verbose: boolean;
  /** PEM certificates to trust beside those that Node trusts. */
  readonly caFile: string | undefined;
}

/**
 * Checks every option and says all that is wrong at once.
 * @throws PublishError `invalid-configuration`
 */
export function parseAttestConfig(options: RawOptions, places: RunPlaces): AttestConfig {
  const reader = new OptionReader(options);
  const paths = reader.lines('paths').flatMap(words);
  const config: AttestConfig = {
    patterns: paths.length > 0 ? paths : ['dist/*'],
    overwrite: reader.boolean('overwrite', false),
    attestationsDirectory: reader.text('attestations-dir'),
    bundles: reader.boolean('bundles', false),
    signing: readSigningConfig(reader),
    verbose: reader.boolean('verbose', false),
    caFile: reader.text('ca-file'),
    ...places,
  };
  reader.finish();
  return config;
}

/** Patterns stand apart by white space; one that holds some is quoted. */
function words(line: string): string[] {
  const found = line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g);
  return [...found].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
}
