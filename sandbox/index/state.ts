/** A GitHub publisher as a project's owner enters it on PyPI. */
export interface PublisherIdentity {
  readonly owner: string;
  readonly repository: string;
  /** GitHub's number of the owner, which PyPI looks up at registration. */
  readonly ownerId: string;
  /** The file name below `.github/workflows/`. */
  readonly workflow: string;
  /** Empty: any environment. */
  readonly environment: string;
}

export interface Publisher extends PublisherIdentity {
  /** Normalised names of the projects that it may publish. */
  readonly projects: Set<string>;
}

export interface PendingPublisher extends PublisherIdentity {
  /** The name of a project that does not exist yet. */
  readonly project: string;
}

export type ProjectStatus = 'active' | 'archived' | 'quarantined' | 'deprecated';

export interface Project {
  /** As the last upload wrote it. */
  name: string;
  readonly normalizedName: string;
  status: ProjectStatus;
  /** Bytes a file may have; the index's own limit where undefined. */
  fileSizeLimit: number | undefined;
  /** By normalised version. */
  readonly releases: Map<string, Release>;
}

export interface Release {
  readonly version: string;
  /** Milliseconds since 1970. A test may set it back to close the release. */
  createdAt: number;
  readonly files: StoredFile[];
}

export interface StoredFile {
  readonly filename: string;
  readonly project: Project;
  readonly version: string;
  readonly filetype: 'bdist_wheel' | 'sdist';
  /** Where the bytes are on disk. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly uploadedAt: number;
  /** METADATA of a wheel, served as PEP 658 has it. */
  readonly metadata: Buffer | undefined;
  /** Every field of the form, in order, by name. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** The attestations that were verified, as they are served. */
  readonly attestations: readonly object[];
  /** Who uploaded it; undefined for an API token or a password. */
  readonly publisher: PublisherIdentity | undefined;
  /**
   * What the integrity API serves in place of what follows from the attestations: a JSON value, or
   * a text as it is; null serves none.
   */
  provenance?: unknown;
  yanked: boolean | string;
}

export interface IndexState {
  /** By normalised name. */
  readonly projects: Map<string, Project>;
  /** In the order of upload. */
  readonly files: StoredFile[];
  /** Names that were used once and may never be used again. */
  readonly deletedFilenames: Set<string>;
  readonly publishers: Publisher[];
  readonly pendingPublishers: PendingPublisher[];
  /** jti claims that were used, with the time (ms) until which they are remembered. */
  readonly usedTokenIds: Map<string, number>;
}

/** What an index knows before anybody used it. */
export function makeState(): IndexState {
  return {
    projects: new Map(),
    files: [],
    deletedFilenames: new Set(),
    publishers: [],
    pendingPublishers: [],
    usedTokenIds: new Map(),
  };
}

export const makeProject = (name: string, normalizedName: string): Project => ({
  name,
  normalizedName,
  status: 'active',
  fileSizeLimit: undefined,
  releases: new Map(),
});
