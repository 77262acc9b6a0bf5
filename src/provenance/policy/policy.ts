import { normalizeProjectName } from '../../packaging/project-name.ts';
import type { Severity } from '../rule.ts';
import type { RuleId } from '../rules.ts';

/** An exception that ends. It sets aside findings of one rule for one project. */
export interface Acceptance {
  readonly project: string;
  readonly rule: RuleId;
  /** Only this version; or only where the new publisher has this identity. */
  readonly version?: string | undefined;
  /** `owner/name` of the new publisher. */
  readonly repository?: string | undefined;
  readonly repositoryId?: string | undefined;
  readonly ownerId?: string | undefined;
  /** Its workflow, as pins name it. */
  readonly workflow?: string | undefined;
  readonly reason: string;
  /** The last day that it holds, `2027-01-31`. */
  readonly expires: string;
}

/** Who signs a plain file with a Sigstore bundle. */
export interface BundleSigner {
  /** A glob of file names. */
  readonly files: string;
  /** The certificate's subject alternative name, to the letter. */
  readonly identity: string;
  readonly issuer: string;
}

/** Which files of a lock are looked at. */
export type FileScope = 'changed' | 'host' | 'all';

/** The policy file that is read where it lies in the workspace. */
export const POLICY_FILE = 'provenance.toml';

/** What `provenance.toml` says, with defaults for what it leaves out. */
export interface Policy {
  /** Path of the pin file, as written; relative to the policy file. */
  readonly pins: string;
  readonly files: FileScope | undefined;
  readonly index: {
    /** `pypi` or the URL of a Simple API. */
    readonly provenanceFrom: string | undefined;
    /** Globs of projects that are never asked for outside. */
    readonly internal: readonly string[];
  };
  readonly require: {
    /** Globs of projects that must be attested. */
    readonly projects: readonly string[];
    readonly directDependencies: boolean;
  };
  readonly severity: ReadonlyMap<RuleId, Severity>;
  readonly history: {
    /** Earlier attested releases that make a baseline. */
    readonly minAttested: number;
    /** A loss younger than this is an error; then a warning; then a note. Days. */
    readonly errorDays: number;
    readonly warnDays: number;
    /** A publisher is known after so many releases, and so many days. */
    readonly knownReleases: number;
    readonly knownDays: number;
  };
  readonly pack: {
    /** `sha256:…` of trusted roots, besides the shipped one, that a pack may bring. */
    readonly trustedRoots: readonly string[];
  };
  readonly accept: readonly Acceptance[];
  readonly bundles: readonly BundleSigner[];
}

/** What holds without a policy file. */
export const DEFAULT_POLICY: Policy = {
  pins: 'publishers.lock.toml',
  files: undefined,
  index: { provenanceFrom: undefined, internal: [] },
  require: { projects: [], directDependencies: false },
  severity: new Map(),
  history: { minAttested: 2, errorDays: 30, warnDays: 365, knownReleases: 2, knownDays: 30 },
  pack: { trustedRoots: [] },
  accept: [],
  bundles: [],
};

/** Whether a project is one that a pattern names: `boto*` has any ending, `acme-core` is itself. */
export function matchesProject(pattern: string, project: string): boolean {
  // Normal forms have no `*`, and normalizing keeps it where it stands.
  const parts = normalizeProjectName(pattern).split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return project === first;
  if (!project.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let from = first.length;
  for (const part of rest) {
    const at = project.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return project.length >= from + last.length && project.endsWith(last);
}
