import { PublishError } from '../errors.ts';
import { isSecureUrl } from '../http/url.ts';
import { DEFAULT_UPLOAD_URL, indexProfile } from '../index-api/index-profile.ts';
import {
  type Attestations,
  type Authentication,
  attests,
  type PublishConfig,
  type SkipExisting,
} from './config.ts';

/** Options by their name, as text; one that was not given is absent. */
export type RawOptions = ReadonlyMap<string, string>;

export interface ConfigPlaces {
  readonly workspace: string;
  readonly tempDirectory: string;
}

/** What `password` holds where nobody gave one: so a missing secret can be told apart. */
export const NO_PASSWORD = 'trusted-publishing';

/**
 * Checks every option and says all that is wrong at once.
 * @throws PublishError `invalid-configuration`
 */
export function parseConfig(options: RawOptions, places: ConfigPlaces): PublishConfig {
  const problems: string[] = [];
  const reader = new OptionReader(options, problems);
  const config: PublishConfig = {
    index: indexProfile(uploadUrl(reader, problems)),
    selection: {
      packagesDir: reader.text('packages-dir') ?? 'dist',
      patterns: reader.lines('packages'),
    },
    authentication: authentication(options, reader, problems),
    attestations: reader.choice<Attestations>(
      'attestations',
      ['true', 'false', 'if-available'],
      'true',
    ),
    attestationPaths: reader.lines('attestation-paths'),
    signing: {
      budgetMs: reader.number('sigstore-retry-minutes', 10, { least: 0, most: 360 }) * 60_000,
      concurrency: reader.number('signing-concurrency', 16, { least: 1, most: 64 }),
      slsaProvenance: reader.boolean('slsa-provenance', false),
    },
    attestationsDirectory: reader.text('attestations-dir'),
    trustConfigPath: reader.text('sigstore-trust-config'),
    verifyMetadata: reader.boolean('verify-metadata', true),
    skipExisting: reader.choice<SkipExisting>(
      'skip-existing',
      ['false', 'true', 'identical'],
      'false',
    ),
    printHash: reader.boolean('print-hash', true),
    verbose: reader.boolean('verbose', true),
    dryRun: reader.boolean('dry-run', false),
    waitForIndexSeconds: reader.number('wait-for-index', 30, { least: 0, most: 3600 }),
    ...places,
  };
  if (config.attestationPaths.length > 0 && !attests(config)) {
    problems.push('`attestation-paths` needs Trusted Publishing and `attestations`.');
  }
  if (problems.length > 0) {
    throw new PublishError({
      code: 'invalid-configuration',
      message: ['The configuration is wrong:', ...problems.map((text) => `- ${text}`)].join('\n'),
      remedy: 'Mend the inputs of this step (`with:`). Nothing was asked of any server.',
    });
  }
  return config;
}

function uploadUrl(reader: OptionReader, problems: string[]): string {
  const text = reader.text('repository-url') ?? DEFAULT_UPLOAD_URL;
  const url = URL.parse(text);
  if (url === null) {
    problems.push('`repository-url` is no absolute URL.');
    return DEFAULT_UPLOAD_URL;
  }
  if (url.username !== '' || url.password !== '') {
    problems.push('`repository-url` holds a user or password; use `user` and `password`.');
  }
  if (!isSecureUrl(url)) {
    problems.push('`repository-url` must be https: credentials travel to it.');
  }
  return url.href;
}

function authentication(
  options: RawOptions,
  reader: OptionReader,
  problems: string[],
): Authentication {
  const user = reader.text('user') ?? '__token__';
  const password = options.get('password');
  if (password === undefined || password === NO_PASSWORD) {
    if (user !== '__token__') {
      problems.push(`\`user\` is "${user}", and there is no \`password\`.`);
    }
    return { kind: 'trusted-publishing' };
  }
  if (password.trim() === '') {
    problems.push(
      '`password` was given and is empty: most often a secret that does not exist, or one that this run may not see. For Trusted Publishing leave `password` out.',
    );
  }
  return { kind: 'password', user, password: password.trim() };
}

/** Reads options as typed values and notes what is wrong. */
class OptionReader {
  readonly #options: RawOptions;
  readonly #problems: string[];

  constructor(options: RawOptions, problems: string[]) {
    this.#options = options;
    this.#problems = problems;
  }

  text(name: string): string | undefined {
    return this.#options.get(name)?.trim() || undefined;
  }

  lines(name: string): readonly string[] {
    const lines = this.#options.get(name)?.split(/\r?\n/) ?? [];
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  }

  choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return fallback;
    const choice = allowed.find((value) => value === text);
    if (choice === undefined) {
      this.#problems.push(`\`${name}\` is "${text}"; it can be ${allowed.join(', ')}.`);
    }
    return choice ?? fallback;
  }

  boolean(name: string, fallback: boolean): boolean {
    return this.choice(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true';
  }

  number(name: string, fallback: number, range: { least: number; most: number }): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= range.least && value <= range.most) return value;
    this.#problems.push(
      `\`${name}\` is "${text}"; it must be a whole number from ${range.least} to ${range.most}.`,
    );
    return fallback;
  }
}
