import type { Machine } from '../lockfiles/host/machine.ts';
import { normalizeProjectName } from '../packaging/project-name.ts';
import type { IdentityDemands } from '../provenance/policy/demands.ts';
import type { FileScope } from '../provenance/policy/policy.ts';
import type { Severity } from '../provenance/rule.ts';
import type { RunFolders } from '../run/folders.ts';
import { OptionReader, pathWords, type RawOptions } from '../run/options.ts';
import { readSimpleUrl } from '../run/simple-url.ts';
import type { TrustSource, VerifyConfig } from './config.ts';

/** What a change is compared with: nothing, a checkout of its base, or a ref on GitHub. */
export type BaseRequest =
  | { readonly kind: 'none' }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'ref'; readonly ref: string };

/** What a request says as it will hold: the rest is worked out of files. */
type Settled = Pick<
  VerifyConfig,
  | 'demands'
  | 'trust'
  | 'offline'
  | 'evidencePaths'
  | 'cacheDirectory'
  | 'shard'
  | 'updatePins'
  | 'accept'
  | 'failOn'
  | 'warnOnly'
  | 'allowUnavailable'
>;

/** What a verification was asked for, before any file is looked at. */
export interface VerificationRequest extends RunFolders, Settled {
  /** Targets of any kind, as they were written. */
  readonly targets: readonly string[];
  /** What was given as lock files, requirements files or reports. */
  readonly locks: readonly string[];
  readonly environments: readonly string[];
  readonly base: BaseRequest;
  /** The ref on GitHub that locks are read from in place of the workspace. */
  readonly headRef: string | undefined;
  /** Where it is not `provenance.toml`; undefined: that file, if it is there. */
  readonly configFile: string | undefined;
  readonly scope: FileScope | undefined;
  /** Which Python and platform `host` means: `3.13`, a platform tag; undefined: this machine's. */
  readonly pythonVersion: string | undefined;
  readonly platform: string | undefined;
  readonly machine: () => Machine;
  readonly requireHashes: boolean;
  readonly skipEditable: boolean;
  /** `project` or `project==version`, in normal form: passed over. */
  readonly ignored: readonly string[];
  readonly deep: boolean;
  /** Roots of Simple APIs, the main one first; empty: PyPI. */
  readonly indexUrls: readonly string[];
  /** Where evidence comes from, where an option says so. */
  readonly provenanceFrom: string | undefined;
  readonly packPath: string | undefined;
  /** A managed key that must have signed (`--key`). */
  readonly keyPath: string | undefined;
  /** Whether a Sigstore bundle was named (`--bundle`): a target may be the file that it signs. */
  readonly hasBundle: boolean;
  readonly verbose: boolean;
  readonly caFile: string | undefined;
}

/**
 * Checks every option and says all that is wrong at once.
 * @param positionals targets of the command line
 * @param machine tells about the one that runs this, where that matters
 * @param problems what was found wrong while the options were collected
 * @throws PublishError `invalid-configuration`
 */
export function parseVerificationRequest(
  options: RawOptions,
  positionals: readonly string[],
  places: RunFolders,
  machine: () => Machine,
  problems: readonly string[] = [],
): VerificationRequest {
  const reader = new OptionReader(options, problems);
  const request: VerificationRequest = {
    targets: [
      ...positionals,
      ...reader.lines('inputs'),
      ...words(reader, 'paths'),
      ...words(reader, 'packages'),
    ],
    locks: ['lockfile', 'install-report', 'requirement', 'report'].flatMap((name) =>
      reader.lines(name),
    ),
    environments: [...reader.lines('environment'), ...reader.lines('path')],
    base: base(reader),
    headRef: reader.text('head-ref'),
    configFile: reader.text('config-file'),
    scope: scope(reader),
    pythonVersion: reader.text('python-version'),
    platform: reader.text('platform'),
    machine,
    requireHashes: reader.boolean('require-hashes', false),
    skipEditable: reader.boolean('skip-editable', false),
    ignored: reader.lines('ignore'),
    deep: reader.boolean('deep', false),
    indexUrls: [...urls(reader, 'index-url'), ...urls(reader, 'extra-index-url')],
    provenanceFrom: provenanceFrom(reader),
    demands: demands(reader),
    trust: trust(reader),
    offline: reader.boolean('offline', false),
    packPath: reader.text('pack'),
    keyPath: keyPath(reader),
    hasBundle: reader.lines('bundle').length > 0,
    evidencePaths: [...reader.lines('bundle'), ...reader.lines('provenance-file')],
    cacheDirectory: reader.text('cache-dir'),
    shard: shard(reader),
    updatePins: reader.boolean('update-pins', false),
    accept: reader.lines('accept').map(normalizeProjectName),
    failOn: failOn(reader),
    warnOnly: reader.boolean('warn-only', false),
    allowUnavailable: reader.boolean('allow-unavailable', false),
    verbose: reader.boolean('verbose', false),
    caFile: reader.text('ca-file'),
    ...places,
  };
  if (request.deep && request.offline) {
    reader.problem('`deep` downloads wheels, which `offline` forbids.');
  }
  reader.finish();
  return request;
}

function words(reader: OptionReader, name: string): readonly string[] {
  const found = pathWords(reader.text(name) ?? '');
  if (found === undefined) reader.problem(`\`${name}\` has a quote that is never closed.`);
  return found ?? [];
}

function base(reader: OptionReader): BaseRequest {
  const [path, ref] = [reader.text('base'), reader.text('base-ref')];
  if (path !== undefined && ref !== undefined) {
    reader.problem('`base` and `base-ref` name one thing in two ways; give one of them.');
  }
  if (path !== undefined) return { kind: 'folder', path };
  return ref === undefined ? { kind: 'none' } : { kind: 'ref', ref };
}

function scope(reader: OptionReader): FileScope | undefined {
  if (reader.text('files') === undefined) return undefined;
  return reader.choice<FileScope>('files', ['changed', 'host', 'all'], 'all');
}

function failOn(reader: OptionReader): Severity {
  if (reader.boolean('strict', false)) return 'warning';
  return reader.choice('fail-on', ['error', 'warning'], 'error');
}

function urls(reader: OptionReader, name: string): readonly string[] {
  return reader.lines(name).flatMap((text) => simpleUrl(reader, name, text) ?? []);
}

function provenanceFrom(reader: OptionReader): string | undefined {
  const text = reader.text('provenance-from');
  if (text === undefined || text === 'pypi') return text;
  return simpleUrl(reader, 'provenance-from', text);
}

/** It is only read, and nobody's credentials are sent. */
function simpleUrl(reader: OptionReader, name: string, text: string): string | undefined {
  return readSimpleUrl(reader, name, text, 'They are not sent anywhere; remove them.');
}

function demands(reader: OptionReader): IdentityDemands {
  const found: IdentityDemands = {
    repository: reader.text('publisher') ?? reader.text('repo'),
    owner: reader.text('owner'),
    signerWorkflow: reader.text('signer-workflow'),
    sourceRef: reader.text('source-ref'),
    sourceDigest: reader.text('source-digest'),
    denySelfHostedRunners: reader.boolean('deny-self-hosted-runners', false),
    certIdentity: reader.text('cert-identity'),
    certOidcIssuer: reader.text('cert-oidc-issuer'),
    predicateType: reader.text('predicate-type'),
  };
  if ((found.certIdentity === undefined) !== (found.certOidcIssuer === undefined)) {
    reader.problem(
      '`cert-identity` and `cert-oidc-issuer` belong together: the same name at another issuer is another identity.',
    );
  }
  if (found.repository !== undefined && !REPOSITORY.test(found.repository)) {
    reader.problem(
      `A repository is written owner/name, or gitlab.com/group/name, not "${found.repository}".`,
    );
  }
  return found;
}

function keyPath(reader: OptionReader): string | undefined {
  const path = reader.text('key');
  if (path !== undefined && reader.text('cert-identity') !== undefined) {
    reader.problem('`key` and `cert-identity` are two ways to say who signed; give one of them.');
  }
  return path;
}

/** With or without its provider, as a browser shows it. */
const REPOSITORY = /^(?:https:\/\/git(?:hub|lab)\.com\/)?[^/\s]+(?:\/[^/\s]+)+$/;

function trust(reader: OptionReader): TrustSource {
  const path = reader.text('sigstore-trust-config') ?? reader.text('custom-trusted-root');
  if (path !== undefined) return { kind: 'file', path };
  return reader.text('pack') === undefined ? { kind: 'public' } : { kind: 'pack' };
}

function shard(reader: OptionReader): VerificationRequest['shard'] {
  const text = reader.text('shard');
  if (text === undefined) return undefined;
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const found = { index: Number(index), count: Number(count) };
  if (found.index >= 1 && found.index <= found.count) return found;
  reader.problem(`\`shard\` is "${text}"; it must be a part and how many there are, such as 2/4.`);
  return undefined;
}
