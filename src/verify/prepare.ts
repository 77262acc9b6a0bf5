import { relative, resolve } from 'node:path';
import { PublishError } from '../errors.ts';
import { namesSigner } from '../provenance/policy/demands.ts';
import { matchesProject, type Policy } from '../provenance/policy/policy.ts';
import type { VerificationSubject } from '../provenance/subject.ts';
import type { ReadIndex } from '../pypi/simple/project-state.ts';
import type { Deps } from '../run/deps.ts';
import { type ManagedKey, readManagedKey } from '../sigstore/model/managed-key.ts';
import type { VerifyConfig } from './config.ts';
import type { VerificationRequest } from './request.ts';
import type { Commits } from './targets/commits.ts';
import { compareInstalled } from './targets/compare-installed.ts';
import { invalidTarget } from './targets/errors.ts';
import { findTargets, pathInCheckout } from './targets/find.ts';
import { knownLocks } from './targets/known-locks.ts';
import { nestedLocks } from './targets/nested-locks.ts';
import { lockNotes, trustNotes } from './targets/run-notes.ts';
import { readScope } from './targets/scope.ts';
import { signedTargets } from './targets/signed-targets.ts';
import { openSources, type Sources } from './targets/sources.ts';
import { collectSubjects, isIgnored } from './targets/subjects.ts';
import type { Target } from './targets/target.ts';
import { readTrustFiles, type TrustFiles } from './targets/trust-files.ts';
import { readTrustedFile } from './targets/trusted-file.ts';

/** A verification that can start, and where what it changes is written. */
export interface PreparedVerification {
  readonly config: VerifyConfig;
  /** Absolute. */
  readonly pinsPath: string;
}

const PYPI: ReadIndex = { simpleUrl: 'https://pypi.org/simple/', title: 'PyPI' };

/**
 * Reads everything that a request names: targets, policy, pins, and the base of a change.
 * @param commits where the base of a change is read from
 * @throws PublishError `invalid-configuration`, `invalid-target`, `base-unavailable`
 */
export async function prepareVerification(
  request: VerificationRequest,
  deps: Deps,
  commits: Commits,
): Promise<PreparedVerification> {
  const { workspace } = request;
  const [{ targets: named, isFound }, sources] = await Promise.all([
    allTargets(request),
    openSources(request, commits),
  ]);
  const trust = await readTrustFiles(request, sources);
  const { policy } = trust;
  const targets = await signedTargets(named, { workspace, policy, hasBundle: request.hasBundle });
  const scope = await readScope(request, policy.files, sources.base !== undefined);
  const { skipEditable, ignored } = request;
  const managedKey = await readKey(request, sources);
  const demands = { ...request.demands, key: managedKey?.fingerprint };
  const byBundle = namesSigner(demands);
  const isExpected = expectedProjects(trust);
  const all = await collectSubjects({
    targets,
    scope,
    sources,
    skipEditable,
    isExpected,
    byBundle,
  });
  if (byBundle) refuseOthers(all, managedKey === undefined ? 'cert-identity' : 'key');
  const wanted = all.filter((subject) => !isIgnored(subject, ignored));
  if (wanted.length < all.length) {
    deps.log.info(`Passed over, as asked: ${all.length - wanted.length} of ${all.length} files.`);
  }
  const [main = PYPI, ...others] = request.indexUrls.map(indexAt);
  const subjects = request.deep
    ? await compareInstalled(wanted, { index: main, tempDirectory: request.tempDirectory }, deps)
    : wanted;
  const config: VerifyConfig = {
    ...request,
    demands,
    managedKey,
    subjects,
    mayBeEmpty: scope.kind === 'changed' && targets.length > 0,
    indexes: [main, ...others],
    provenanceIndex: provenanceIndex(request, policy, main),
    policy: request.requireHashes ? withHashesRequired(policy) : policy,
    pins: trust.pins,
    proposedPins: trust.proposedPins,
    notes: [
      ...trustNotes(trust),
      ...(await lockNotes(isFound ? await nestedLocks(workspace) : [], sources)),
    ],
    ...(await readKeysAndPack(request, sources)),
  };
  return { config, pinsPath: resolve(workspace, trust.pinsPath) };
}

/** The public key of `--key`; in a change that of its base. */
async function readKey(
  { keyPath, workspace }: VerificationRequest,
  sources: Sources,
): Promise<ManagedKey | undefined> {
  if (keyPath === undefined) return undefined;
  const remedy = 'Give the path of a public key in PEM, such as `cosign public-key` writes.';
  const text = await readTrustedFile({ option: 'key', path: keyPath, remedy }, workspace, sources);
  try {
    return readManagedKey(text);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const message = `The key ${keyPath} ${cause.message}.`;
    throw new PublishError({ code: 'invalid-configuration', message, remedy, cause });
  }
}

/** Whether a change was looked for, and there is none. */
export function isUnchanged({ mayBeEmpty, subjects }: VerifyConfig): boolean {
  return mayBeEmpty && subjects.length === 0;
}

/** What comes from an index has no certificate of a person: nothing would hold it to `cert-identity`. */
function refuseOthers(subjects: readonly VerificationSubject[], option: string): void {
  const other = subjects.find(({ from }) => from !== 'bundle');
  if (subjects.length > 0 && other === undefined) return;
  const { project, filename, path } = other ?? {};
  const what = filename ?? project ?? path;
  throw new PublishError({
    code: 'invalid-configuration',
    message: `\`${option}\` says who must have signed a file on disk, and ${
      what === undefined ? 'none was given' : `${what} is not one`
    }.`,
    remedy:
      'Name the file next to its bundle, in a run without other targets. What comes from an index is held to `publisher` (at a terminal `--repo`) and to pins.',
  });
}

interface AllTargets {
  readonly targets: readonly Target[];
  /** Whether nobody named any, and the root of the workspace was looked at. */
  readonly isFound: boolean;
}

/** What was given, or else the lock files of the workspace. */
async function allTargets(request: VerificationRequest): Promise<AllTargets> {
  const { workspace, locks, environments, headRef } = request;
  const found = await findTargets(request.targets, workspace, headRef !== undefined);
  const given = [
    ...found.targets,
    ...locks.map((path): Target => {
      return { kind: 'lock', path: pathInCheckout(path, workspace), isNamedAsLock: true };
    }),
    ...environments.map(
      (path): Target => ({ kind: 'environment', path: resolve(workspace, path) }),
    ),
  ];
  if (found.problems.length > 0) {
    throw invalidTarget(
      found.problems.join('\n'),
      'A target is a file, a folder, a glob of files, or a release of an index as name==version.',
    );
  }
  if (given.length > 0) return { targets: given, isFound: false };
  const paths = await knownLocks(workspace);
  const targets = paths.map((path): Target => ({ kind: 'lock', path: relative(workspace, path) }));
  return { targets, isFound: true };
}

function indexAt(simpleUrl: string): ReadIndex {
  return simpleUrl === PYPI.simpleUrl ? PYPI : { simpleUrl, title: new URL(simpleUrl).host };
}

function provenanceIndex(
  request: VerificationRequest,
  { index }: Policy,
  main: ReadIndex,
): ReadIndex {
  const from = request.provenanceFrom ?? index.provenanceFrom;
  if (from === undefined) return main;
  return from === 'pypi' ? PYPI : indexAt(from);
}

function expectedProjects({ pins, policy }: TrustFiles): (project: string) => boolean {
  const pinned = new Set(pins.map(({ project }) => project));
  const { projects } = policy.require;
  return (project) =>
    pinned.has(project) || projects.some((pattern) => matchesProject(pattern, project));
}

function withHashesRequired(policy: Policy): Policy {
  return { ...policy, severity: new Map([...policy.severity, ['unbound', 'error']]) };
}

/** In a change both come from its base. */
async function readKeysAndPack(
  { workspace, trust, packPath }: VerificationRequest,
  sources: Sources,
): Promise<Pick<VerifyConfig, 'trust' | 'pack'>> {
  const read = async (option: string, path: string, remedy: string) => ({
    path,
    text: await readTrustedFile({ option, path, remedy }, workspace, sources),
  });
  const [keys, pack] = await Promise.all([
    trust.kind === 'file'
      ? read('sigstore-trust-config', trust.path, 'Give the path of a Sigstore trusted root.')
      : undefined,
    packPath === undefined
      ? undefined
      : read('pack', packPath, 'Give the file that `bundle pack` wrote.'),
  ]);
  return { trust: keys === undefined ? trust : { kind: 'file', ...keys }, pack };
}
