import type { Identity, IdentityKind } from '../identity/identity.ts';

/** Where a pin was first seen: the earliest release that was verified when it was written. */
export interface FirstSeen {
  readonly version?: string | undefined;
  /** The day (`2026-11-22`) that the release was uploaded. */
  readonly date: string;
  /** Its entry of the transparency log. */
  readonly logIndex?: string | undefined;
}

/**
 * One publisher that a project's files may come from: an entry of `publishers.lock.toml`. What
 * is undefined is not compared.
 */
export interface Pin
  extends Pick<
    Identity,
    | 'repository'
    | 'repositoryId'
    | 'ownerId'
    | 'workflow'
    | 'reusableWorkflow'
    | 'trigger'
    | 'runner'
    | 'email'
    | 'projectId'
    | 'pipelineDefinitionId'
  > {
  /** The normal form (PEP 503). */
  readonly project: string;
  readonly kind: IdentityKind;
  /** Only where the kind does not say it. */
  readonly issuer?: string | undefined;
  readonly environment?: string | undefined;
  /** `tag`, `branch:NAME` or `any`. */
  readonly ref?: string | undefined;
  /** Kinds of files that were not attested when the pin was written, and need not be. */
  readonly unattested?: readonly string[] | undefined;
  readonly firstSeen?: FirstSeen | undefined;
}
