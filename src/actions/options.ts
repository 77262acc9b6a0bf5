import { inputSecrets } from '../process/input-secrets.ts';
import type { Environment } from '../process/run-context.ts';
import type { SecretMask } from '../process/secret-mask.ts';
import type { RawOptions } from '../run/options.ts';
import { maskSecret } from './mask-secret.ts';

/** The inputs of action.yml; a test compares the two. */
export const PUBLISH_INPUTS = [
  'user',
  'password',
  'repository-url',
  'packages-dir',
  'packages',
  'verify-metadata',
  'skip-existing',
  'expected-hashes',
  'require-environment',
  'require-ref',
  'require-version',
  'require-complete',
  'verbose',
  'print-hash',
  'attestations',
  'attestations-dir',
  'attestation-paths',
  'slsa-provenance',
  'github-attestation',
  'github-token',
  'sigstore-retry-minutes',
  'signing-concurrency',
  'sigstore-trust-config',
  'upload-concurrency',
  'upload-retry-minutes',
  'on-error',
  'index-url',
  'audience',
  'ca-file',
  'wait-for-index',
  'dry-run',
] as const;

/** The inputs of attest/action.yml; a test compares the two. */
export const ATTEST_INPUTS = [
  'paths',
  'overwrite',
  'attestations-dir',
  'bundles',
  'slsa-provenance',
  'github-attestation',
  'github-token',
  'sigstore-retry-minutes',
  'signing-concurrency',
  'sigstore-trust-config',
  'ca-file',
  'verbose',
] as const;

/** The inputs of verify/action.yml; a test compares the two. */
export const VERIFY_INPUTS = [
  'inputs',
  'paths',
  'packages',
  'lockfile',
  'install-report',
  'environment',
  'deep',
  'files',
  'base-ref',
  'head-ref',
  'python-version',
  'platform',
  'publisher',
  'cert-identity',
  'cert-oidc-issuer',
  'key',
  'config-file',
  'require-hashes',
  'fail-on',
  'warn-only',
  'allow-unavailable',
  'offline',
  'pack',
  'shard',
  'index-url',
  'extra-index-url',
  'provenance-from',
  'sigstore-trust-config',
  'ca-file',
  'github-token',
  'verbose',
] as const;

/** Old spellings of inputs, and the defaults of the new ones. */
export type Aliases = ReadonlyMap<string, { readonly name: string; readonly default: string }>;

/**
 * The old spellings that gh-action-pypi-publish takes, and the default of the new one:
 * the runner fills defaults in, so a value equal to it counts as not given.
 */
export const PUBLISH_ALIASES: Aliases = new Map([
  ['repository_url', { name: 'repository-url', default: 'https://upload.pypi.org/legacy/' }],
  ['packages_dir', { name: 'packages-dir', default: 'dist' }],
  ['verify_metadata', { name: 'verify-metadata', default: 'true' }],
  ['skip_existing', { name: 'skip-existing', default: 'false' }],
  ['print_hash', { name: 'print-hash', default: 'true' }],
]);

/** Masks every secret among the inputs, before anything else looks at them. */
export function maskInputs(options: RawOptions, mask: SecretMask, env: Environment): void {
  for (const secret of inputSecrets(options)) maskSecret(secret, mask, env);
}

/**
 * Reads every input, once, from the variables that the runner makes of them.
 * @returns the options, and a problem for each input that is given in two spellings
 */
export function readOptions(
  env: Environment,
  inputs: readonly string[],
  aliases: Aliases = new Map(),
): { readonly options: RawOptions; readonly problems: readonly string[] } {
  const options = new Map<string, string>();
  const problems: string[] = [];
  for (const name of inputs) {
    const value = env[variable(name)];
    if (value !== undefined) options.set(name, value);
  }
  for (const [alias, { name, default: standard }] of aliases) {
    const value = env[variable(alias)]?.trim();
    if (!value) continue;
    const current = options.get(name)?.trim();
    if (current && current !== standard && current !== value) {
      problems.push(
        `\`${name}\` and \`${alias}\` are one input in two spellings, and were given different values. Keep \`${name}\`.`,
      );
    }
    options.set(name, value);
  }
  return { options, problems };
}

/** `INPUT_` and the name in upper case; only spaces change (the runner's rule). */
function variable(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}
