import {
  type ComparedPackage,
  changedPackages,
  comparedPackages,
} from '../../lockfiles/changed-packages.ts';
import type {
  InstalledDistribution,
  InstalledEnvironment,
} from '../../lockfiles/environment/installed-distribution.ts';
import { installedEnvironment } from '../../lockfiles/environment/installed-environment.ts';
import { type Host, hostFiles } from '../../lockfiles/host/host.ts';
import type { LockDocument, LockedSource } from '../../lockfiles/lock-document.ts';
import { normalizeProjectName } from '../../packaging/project-name.ts';
import type { FileScope } from '../../provenance/policy/policy.ts';
import type { VerificationSubject } from '../../provenance/subject.ts';
import { invalidTarget, readTarget } from './errors.ts';
import type { Sources } from './sources.ts';
import type { Target } from './target.ts';

/** Which files of a lock are meant. */
export type Scope =
  | { readonly kind: Exclude<FileScope, 'host'> }
  | { readonly kind: 'host'; readonly host: Host };

/** What is to be read, and how much of it counts. */
interface CollectInput {
  readonly targets: readonly Target[];
  readonly scope: Scope;
  readonly sources: Sources;
  /** Leaves out what is installed from a folder as it is (`pip install -e`). */
  readonly skipEditable: boolean;
  /** Whether pins or the policy say of a project that it must be attested. */
  readonly isExpected: (project: string) => boolean;
  /** Whether distributions are verified as any file is: by their bundle and whom it must be by. */
  readonly byBundle: boolean;
}

/**
 * Everything that targets stand for, in their order.
 * @throws PublishError `invalid-target`, `base-unavailable`
 */
export async function collectSubjects(input: CollectInput): Promise<VerificationSubject[]> {
  const subjects: (readonly VerificationSubject[])[] = [];
  for (const target of input.targets) subjects.push(await subjectsOf(target, input));
  // Not by spreading them into a call: an environment or a lock can have more than it may have arguments.
  return subjects.flat();
}

async function subjectsOf(
  target: Target,
  input: CollectInput,
): Promise<readonly VerificationSubject[]> {
  switch (target.kind) {
    case 'release':
      return [{ from: 'requirement', project: target.project, version: target.version }];
    case 'distribution':
      return [{ from: input.byBundle ? 'bundle' : 'file', path: target.path }];
    case 'signed-file':
      return [{ from: 'bundle', path: target.path }];
    case 'digest':
      return [{ from: 'bundle', filename: `sha256:${target.sha256}`, sha256: target.sha256 }];
    case 'lock':
      return subjectsOfLock(target.path, input);
    case 'environment': {
      const environment = await readTarget(() => installedEnvironment(target.path));
      return environmentSubjects(environment, isWanted(input));
    }
  }
}

async function subjectsOfLock(
  path: string,
  input: CollectInput,
): Promise<readonly VerificationSubject[]> {
  const { sources, scope } = input;
  const document = await readTarget(() => sources.head.lock(path));
  if (document === undefined) {
    throw invalidTarget(`${path} does not exist.`, 'Check the path; it starts at the workspace.');
  }
  const { base } = sources;
  const hasBase = base !== undefined && document.kind !== 'pip-report';
  const before = hasBase ? await readTarget(() => base.lock(path)) : undefined;
  const packages = packagesOf(document, scope, before);
  return lockSubjects(document, packages.filter(isWanted(input)), before);
}

/** A report says what was installed here and now: all of it is meant. */
function packagesOf(
  document: LockDocument,
  scope: Scope,
  before: LockDocument | undefined,
): readonly ComparedPackage[] {
  const { kind, packages } = document;
  if (kind === 'pip-report') return packages;
  switch (scope.kind) {
    case 'all':
      return comparedPackages(before, document);
    case 'host':
      return comparedPackages(before, document).map((entry) => ({
        ...entry,
        files: hostFiles(entry.files, scope.host),
      }));
    case 'changed':
      return changedPackages(before, document);
  }
}

/** What a change, or whoever it must come from, speaks about is never left out. */
const isWanted =
  ({ skipEditable, isExpected }: CollectInput) =>
  ({ source, project, movedFrom }: Sourced): boolean =>
    !skipEditable || source.kind !== 'editable' || movedFrom !== undefined || isExpected(project);

interface Sourced {
  readonly source: LockedSource;
  readonly project: string;
  readonly movedFrom?: readonly string[];
}

/**
 * What of a lock is to be verified: every file of every package of `packages`.
 * @param packages those of the document that are meant, with the files that are
 * @param before the lock before the change, where one is verified
 */
function lockSubjects(
  { kind }: Pick<LockDocument, 'kind'>,
  packages: readonly ComparedPackage[],
  before?: LockDocument,
): readonly VerificationSubject[] {
  const old = Map.groupBy(before?.packages ?? [], ({ project }) => project);
  const versionsBefore = (project: string) =>
    before && [...new Set((old.get(project) ?? []).flatMap(({ version }) => version ?? []))];
  const from = kind === 'pip-report' ? 'report' : 'lock';
  return packages.flatMap((entry): readonly VerificationSubject[] => {
    const { project, version, source, files, at, direct, attestationIdentities } = entry;
    const { lostHash, movedFrom } = entry;
    const shared = { from, project, version, direct } as const;
    if (source.kind !== 'index') {
      const elsewhere = `${source.kind}: ${source.text}`;
      return [{ ...shared, at, elsewhere, lostHash, movedFrom }];
    }
    const index = {
      ...shared,
      indexUrl: source.url,
      attestationIdentities,
      versionsBefore: versionsBefore(project),
    };
    if (files.length === 0) return [{ ...index, at, lostHash }];
    return files.map(({ filename, sha256, otherHash, at: place }) => ({
      ...index,
      filename,
      sha256,
      otherHash,
      lostHash: sha256 === undefined && lostHash,
      at: place,
    }));
  });
}

/**
 * What is installed, as subjects: each distribution stands for the wheels of its release, unless
 * its metadata tell which archive it came from (PEP 710).
 * @param isMeant those that are looked at
 */
function environmentSubjects(
  { distributions }: InstalledEnvironment,
  isMeant: (distribution: InstalledDistribution) => boolean,
): readonly VerificationSubject[] {
  return distributions.filter(isMeant).map((distribution) => {
    const { project, version, path, source, archive, record, requested } = distribution;
    const installed = {
      from: 'environment',
      project,
      version,
      at: { path, line: 1 },
      direct: requested,
      changedFiles: [...record.changed.first, ...record.missing.first],
    } as const;
    if (source.kind !== 'index') {
      return { ...installed, elsewhere: `${source.kind}: ${source.text}` };
    }
    if (archive?.sha256 === undefined) return installed;
    const filename = URL.parse(archive.url)?.pathname.split('/').at(-1);
    return { ...installed, filename: filename || undefined, sha256: archive.sha256 };
  });
}

/** Whether somebody said that a subject is not to be looked at: by its project, or one version. */
export function isIgnored(
  { project, version }: VerificationSubject,
  ignored: readonly string[],
): boolean {
  return ignored.some((text) => {
    const [name = '', wanted] = text.split('==', 2);
    return normalizeProjectName(name.trim()) === project && [undefined, version].includes(wanted);
  });
}
