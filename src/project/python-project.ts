/** What is known of a Python project without building it. */
export interface PythonProject {
  /** Its name as it is written; undefined where only a build would tell. */
  readonly name: string | undefined;
  /** Its version, where a file says it as it is. */
  readonly version: string | undefined;
  /** The build back end's import path (`hatchling.build`); setuptools' where none is named (PEP 517). */
  readonly backend: string;
  /** The names of the build system's requirements, in normal form. */
  readonly requires: readonly string[];
  /** Whether the version comes from git's tags, so that a build needs them. */
  readonly isVersionFromGit: boolean;
  /** Why its wheels are made for one platform each; undefined for pure Python. */
  readonly extension: string | undefined;
  /** Whether building takes a Rust compiler, which build images do not have. */
  readonly needsRust: boolean;
  /** What the repository's other projects are, where it is a workspace (globs of folders). */
  readonly members: readonly string[];
}

/** The back end of a project that names none (PEP 517). */
export const DEFAULT_BACKEND = 'setuptools.build_meta:__legacy__';
