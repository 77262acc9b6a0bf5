import type { ClaimRequirements } from '../github/requirements.ts';
import { isHeaderText } from '../http/url.ts';
import { type IndexProfile, indexProfile } from '../pypi/index-profile.ts';
import type { RunFolders } from '../run/folders.ts';
import { OptionReader, type RawOptions } from '../run/options.ts';
import { readSigningOptions, type SigningOptions } from '../run/signing/config.ts';
import { readSimpleUrl } from '../run/simple-url.ts';
import { isToken } from '../run/token.ts';
import { readUploadUrl } from '../run/upload-url.ts';

/** Which files are published: a directory's, or those that patterns name. */
interface Selection {
  readonly packagesDir: string;
  /** Takes the place of `packagesDir` where it is not empty. */
  readonly patterns: readonly string[];
}

/** How the index knows who uploads. A password is a secret: only credentials read it. */
export type Authentication = { readonly kind: 'trusted-publishing' } | PasswordAuthentication;

/** A user and a password, or `__token__` and an API token. */
export interface PasswordAuthentication {
  readonly kind: 'password';
  readonly user: string;
  readonly password: string;
}

/**
 * What happens to a file whose name the index has with other bytes: an error before
 * anything is uploaded, or (`true`) a loud warning.
 */
type SkipExisting = 'false' | 'true' | 'identical';

/**
 * Whether attestations are made: always, never, or unless Sigstore stays out of reach.
 */
type Attestations = 'true' | 'false' | 'if-available';

/** What happens to files that were not tried when one fails: nothing, or what was planned. */
export type OnError = 'stop' | 'continue';

/** How uploading goes about it. */
export interface UploadConfig {
  /** The most uploads at once. */
  readonly concurrency: number;
  readonly onError: OnError;
  /** How long to keep retrying each file, in milliseconds. */
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
  readonly signing: SigningOptions;
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
  /** Additional CA certificates (PEM). */
  readonly caFile: string | undefined;
  /** How long to wait until the index lists every file, in seconds. */
  readonly waitForIndexSeconds: number;
}

/** Whether this run signs: attestations are for Trusted Publishing only. */
export function attests(config: PublishConfig): boolean {
  return config.attestations !== 'false' && config.authentication.kind === 'trusted-publishing';
}

/** What `password` holds where nobody gave one: so a missing secret can be told apart. */
export const NO_PASSWORD = 'trusted-publishing';

/**
 * Checks every option and says all that is wrong at once.
 * @param problems what was found wrong while the options were collected
 * @throws PublishError `invalid-configuration`
 */
export function parseConfig(
  options: RawOptions,
  folders: RunFolders,
  problems: readonly string[] = [],
): PublishConfig {
  const reader = new OptionReader(options, problems);
  const index = withAudience(reader, indexProfile(readUploadUrl(reader), indexUrl(reader)));
  const config: PublishConfig = {
    index,
    selection: {
      packagesDir: reader.text('packages-dir') ?? 'dist',
      patterns: reader.lines('packages'),
    },
    authentication: authentication(reader, index),
    attestations: reader.choice<Attestations>(
      'attestations',
      ['true', 'false', 'if-available'],
      'true',
    ),
    attestationPaths: reader.lines('attestation-paths'),
    signing: readSigningOptions(reader),
    attestationsDirectory: reader.text('attestations-dir'),
    verifyMetadata: reader.boolean('verify-metadata', true),
    skipExisting: reader.choice<SkipExisting>(
      'skip-existing',
      ['false', 'true', 'identical'],
      'false',
    ),
    expectedHashes: reader.text('expected-hashes'),
    requireVersion: reader.choice('require-version', ['false', 'tag'], 'false'),
    requireComplete: reader.boolean('require-complete', false),
    requirements: {
      environment: requiredEnvironment(reader),
      ref: reader.text('require-ref'),
    },
    printHash: reader.boolean('print-hash', true),
    verbose: reader.boolean('verbose', false),
    caFile: reader.text('ca-file'),
    dryRun: reader.boolean('dry-run', false),
    uploading: {
      concurrency: reader.number('upload-concurrency', 12, { least: 1, most: 32 }),
      onError: reader.choice<OnError>('on-error', ['stop', 'continue'], 'stop'),
      budgetMs: reader.number('upload-retry-minutes', 10, { least: 0, most: 360 }) * 60_000,
    },
    waitForIndexSeconds: reader.number('wait-for-index', 30, { least: 0, most: 3600 }),
    ...folders,
  };
  if (config.attestationPaths.length > 0 && !attests(config)) {
    reader.problem('`attestation-paths` needs Trusted Publishing and `attestations`.');
  }
  const { environment, ref } = config.requirements;
  const asks = environment !== undefined || ref !== undefined;
  if (asks && config.authentication.kind === 'password') {
    reader.problem('`require-environment` and `require-ref` need Trusted Publishing.');
  }
  reader.finish();
  return config;
}

function indexUrl(reader: OptionReader): string | undefined {
  const text = reader.text('index-url');
  if (text === undefined) return undefined;
  return readSimpleUrl(
    reader,
    'index-url',
    text,
    'Give them as `user` and `password`: they are sent to it if it has the origin of `repository-url`.',
  );
}

/** The index with the audience that the workflow names. That of PyPI and TestPyPI is known. */
function withAudience(reader: OptionReader, index: IndexProfile): IndexProfile {
  const audience = reader.text('audience');
  if (audience === undefined || audience === index.audience) return index;
  if (index.audience !== undefined) {
    reader.problem(
      `\`audience\` is for other indexes: ${index.title} accepts ID tokens for "${index.audience}" only. Leave it out.`,
    );
  } else if (audience.length > LONGEST_AUDIENCE || !isHeaderText(audience)) {
    reader.problem(
      `\`audience\` must be at most ${LONGEST_AUDIENCE} characters of ASCII without spaces.`,
    );
  }
  return { ...index, audience };
}

const LONGEST_AUDIENCE = 255;

/** `false` asks for nothing, `true` for any environment. */
function requiredEnvironment(reader: OptionReader): string | undefined {
  const text = reader.text('require-environment');
  if (text?.toLowerCase() === 'false') return undefined;
  return text?.toLowerCase() === 'true' ? 'true' : text;
}

const API_TOKEN_USER = '__token__';
/** Of every API token of PyPI and TestPyPI (Warehouse `macaroons/services.py`, as of 2026-12). */
const TOKEN_PREFIX = 'pypi-';

/** The value of `user` is never shown: a token is typed there by mistake. */
function authentication(reader: OptionReader, index: IndexProfile): Authentication {
  const user = reader.text('user') ?? API_TOKEN_USER;
  const password = reader.raw('password');
  if (isToken(user)) {
    reader.problem(
      '`user` has the form of a token. Give the token as `password` and leave `user` out. If it did not come from a secret, revoke it: the log of this run may show it.',
    );
  }
  if (password === undefined || password === NO_PASSWORD) {
    if (user !== API_TOKEN_USER && !isToken(user)) {
      reader.problem('`user` is given, and there is no `password`.');
    }
    return { kind: 'trusted-publishing' };
  }
  // A token as user was reported above.
  const isPypi = index.kind !== 'other' && !isToken(user);
  if (password.trim() === '') {
    reader.problem(
      '`password` was given and is empty: most often a secret that does not exist, or one that this run may not see. For Trusted Publishing leave `password` out.',
    );
  } else if (isPypi && user !== API_TOKEN_USER) {
    reader.problem(
      `${index.title} accepts no user names and passwords. Leave \`user\` and \`password\` out to use Trusted Publishing, or give an API token as \`password\` and leave \`user\` out.`,
    );
  } else if (isPypi && !password.trim().startsWith(TOKEN_PREFIX)) {
    reader.problem(
      `\`password\` is not an API token of ${index.title}: those begin with \`${TOKEN_PREFIX}\`. Most often it is the password of an account, or a token that was not copied whole. For Trusted Publishing leave \`password\` out.`,
    );
  }
  return { kind: 'password', user, password: password.trim() };
}
