import { createHash } from 'node:crypto';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toTrustMaterial } from '@sigstore/verify';
import * as v from 'valibot';
import { PublishError } from '../errors.ts';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { parseJson } from '../json/strict-json.ts';
import {
  clientTrustConfigSchema,
  type RekorApiVersions,
  type SigningConfig,
  type SigstoreService,
} from './model/client-trust-config.ts';
import { hasNoLogs } from './model/has-no-logs.ts';

/** A Sigstore to sign with: where to ask, where to log, and whom to believe. */
export interface SigstoreInstance {
  readonly fulcioUrl: string;
  readonly rekorUrl: string;
  /** The major API version of that log. */
  readonly rekorApiVersion: 1 | 2;
  /** Whom to request timestamps from; none for a Rekor v1 log, which dates its entries. */
  readonly timestampUrls: readonly string[];
  readonly trustedRoot: TrustedRoot;
  /** Why the trusted root may be out of date, where it may be. */
  readonly staleBecause?: string;
  /** What TUF answered instead, for debugging. */
  readonly tufFailure?: string;
}

/** The log whose entries search.sigstore.dev shows. */
const PUBLIC_LOG_HOST = 'rekor.sigstore.dev';

/** Where people look up an entry of the instance's log: its index follows. */
export function logSearchUrl({ rekorUrl }: SigstoreInstance): string | undefined {
  return URL.parse(rekorUrl)?.host === PUBLIC_LOG_HOST
    ? 'https://search.sigstore.dev/?logIndex='
    : undefined;
}

/** What of an instance depends on the index and the moment. */
export interface InstanceChoice {
  /** The Rekor logs whose entries the index accepts, the preferred one first. */
  readonly rekorApiVersions: RekorApiVersions;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The instance that a signing config and a trusted root describe: of each kind of service
 * the one with the right API version that is valid now and started last.
 * @throws PublishError `invalid-trust-config` when there is none
 */
export function selectInstance(
  signingConfig: SigningConfig,
  trustedRoot: TrustedRoot,
  choice: InstanceChoice,
): SigstoreInstance {
  const fulcio = newest(signingConfig.caUrls, 1, choice.now);
  const [rekor] = choice.rekorApiVersions.flatMap((version) => {
    const log = newest(signingConfig.rekorTlogUrls, version, choice.now);
    return log ? [{ url: log.url, version }] : [];
  });
  if (!fulcio) throw noService('certificate authority (Fulcio) with API version 1');
  if (!rekor) {
    const versions = choice.rekorApiVersions.join(' or ');
    throw noService(
      `transparency log (Rekor) with API version ${versions}, whose entries this index accepts`,
    );
  }
  return {
    fulcioUrl: fulcio.url,
    rekorUrl: rekor.url,
    rekorApiVersion: rekor.version,
    timestampUrls: rekor.version === 1 ? [] : timestampUrls(signingConfig, choice.now),
    trustedRoot,
  };
}

/**
 * Whom to request timestamps from, as the config's selector says: each valid authority, as many as
 * it says, or the one that started last.
 * @throws PublishError `invalid-trust-config` where there are too few
 */
function timestampUrls({ tsaUrls, tsaConfig }: SigningConfig, now: number): readonly string[] {
  const valid = validServices(tsaUrls, 1, now).map(({ url }) => url);
  const { selector, count = 1 } = tsaConfig;
  const least = selector === 'EXACT' ? count : 1;
  if (valid.length < least) {
    throw noService('timestamp authority (or too few) for a Rekor v2 log');
  }
  return selector === 'ALL' ? valid : valid.slice(0, least);
}

/**
 * Reads a Sigstore ClientTrustConfig (what sigstore-python takes as `--trust-config`).
 * @param text the file's content
 * @param path the file's name, for messages
 * @throws PublishError `invalid-trust-config`
 */
export function instanceFromTrustConfig(
  text: string,
  path: string,
  choice: InstanceChoice,
): SigstoreInstance {
  const { signingConfig, trustedRoot } = parseTrustConfig(text, path);
  return selectInstance(signingConfig, trustedRoot, choice);
}

/**
 * Reads a ClientTrustConfig whatever services it lists.
 * @throws PublishError `invalid-trust-config`
 */
export function parseTrustConfig(
  text: string,
  path: string,
): { readonly signingConfig: SigningConfig; readonly trustedRoot: TrustedRoot } {
  const json = parsed(text, path);
  const config = v.safeParse(clientTrustConfigSchema, json, FIRST_ISSUE);
  if (!config.success) {
    const [issue] = config.issues;
    throw invalid(path, `${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
  }
  const trustedRoot = readRoot(config.output.trustedRoot, path);
  return { signingConfig: config.output.signingConfig, trustedRoot };
}

/**
 * Reads the trusted root that a file holds: a bare `trusted_root.json`, or a ClientTrustConfig.
 * @param path the file's name, for messages
 * @throws PublishError `invalid-trust-config`
 */
export function parseTrustedRoot(text: string, path: string): TrustedRoot {
  const json = parsed(text, path);
  const bare = v.safeParse(bareRoot, json, FIRST_ISSUE);
  return bare.success ? readRoot(json, path) : parseTrustConfig(text, path).trustedRoot;
}

const bareRoot = v.looseObject({ certificateAuthorities: v.array(v.unknown()) });

/** `gh attestation trusted-root` prints two instances. */
const MOST_ROOTS = 8;

/**
 * Reads the trusted roots that a file holds: one, or one a line, as `gh attestation trusted-root` prints them.
 * @param path the file's name, for messages
 * @throws PublishError `invalid-trust-config`
 */
export function parseTrustedRoots(
  text: string,
  path: string,
): readonly [TrustedRoot, ...TrustedRoot[]] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isEachOne = lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line));
  const [first, ...others] = isEachOne ? lines : [text];
  if (others.length >= MOST_ROOTS) throw invalid(path, `it has ${lines.length} trusted roots`);
  return [
    parseTrustedRoot(first ?? '', path),
    ...others.map((line) => parseTrustedRoot(line, path)),
  ];
}

function parsed(text: string, path: string): unknown {
  try {
    return parseJson(text, JSON_LIMITS.trust);
  } catch (cause) {
    throw invalid(path, `it ${cause instanceof Error ? cause.message : String(cause)}`, cause);
  }
}

/** A trusted root as `trusted_root.json` has it. */
export function trustedRootJson(root: TrustedRoot): unknown {
  return TrustedRoot.toJSON(root);
}

/** `sha256:…` of a trusted root in protobuf's JSON form, however its file is written. */
export function trustedRootDigest(root: TrustedRoot): string {
  const text = JSON.stringify(trustedRootJson(root));
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function readRoot(json: unknown, path: string): TrustedRoot {
  let trustedRoot: TrustedRoot;
  try {
    trustedRoot = TrustedRoot.fromJSON(json);
    toTrustMaterial(trustedRoot);
  } catch (cause) {
    throw invalid(path, 'its trusted root cannot be read', cause);
  }
  const { certificateAuthorities, ctlogs, tlogs } = trustedRoot;
  const needed = hasNoLogs(trustedRoot)
    ? [certificateAuthorities]
    : [certificateAuthorities, ctlogs, tlogs];
  if (needed.some(({ length }) => length === 0)) {
    throw invalid(path, 'its trusted root lists no certificate authority or no log');
  }
  return trustedRoot;
}

function newest(
  services: readonly SigstoreService[],
  apiVersion: number,
  now: number,
): SigstoreService | undefined {
  return validServices(services, apiVersion, now)[0];
}

/** Those that are valid now, the one that started last first. */
function validServices(
  services: readonly SigstoreService[],
  apiVersion: number,
  now: number,
): readonly SigstoreService[] {
  return services
    .filter(
      ({ majorApiVersion, validFor: { start, end } }) =>
        majorApiVersion === apiVersion &&
        Date.parse(start) <= now &&
        (end === undefined || now <= Date.parse(end)),
    )
    .toSorted((a, b) => Date.parse(b.validFor.start) - Date.parse(a.validFor.start));
}

function noService(what: string): PublishError {
  return new PublishError({
    code: 'invalid-trust-config',
    message: `The Sigstore signing configuration lists no ${what} that is valid now.`,
    remedy:
      'Attestations cannot be made with it. Use another `sigstore-trust-config`, or publish with `attestations: false`.',
  });
}

function invalid(path: string, why: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'invalid-trust-config',
    message: `${path} is no Sigstore ClientTrustConfig: ${why}.`,
    remedy:
      'Give a file of media type application/vnd.dev.sigstore.clienttrustconfig.v0.1+json, or leave `sigstore-trust-config` out for the public Sigstore.',
    cause,
  });
}
