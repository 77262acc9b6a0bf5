import {
  type ComparedPackage,
  changedPackages,
  comparedPackages,
} from '../../lockfiles/changed-packages.ts';
import { installedEnvironment } from '../../lockfiles/environment/installed-environment.ts';
import type { Host } from '../../lockfiles/host/host.ts';
import { hostFiles } from '../../lockfiles/host-files.ts';
import type { LockDocument, LockedSource } from '../../lockfiles/lock-document.ts';
import type { FileScope } from '../../provenance/policy/policy.ts';
import type { VerificationSubject } from '../../provenance/subject.ts';
import { environmentSubjects } from './environment-subjects.ts';
import { invalidTarget, readTarget } from './errors.ts';
import { lockSubjects } from './lock-subjects.ts';
import type { Sources } from './sources.ts';
import type { Target } from './target.ts';

/** Which files of a lock are meant. */
export type Scope =
  | { readonly kind: Exclude<FileScope, 'host'> }
  | { readonly kind: 'host'; readonly host: Host };

/** What is to be read, and how much of it counts. */
export interface CollectInput {
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
