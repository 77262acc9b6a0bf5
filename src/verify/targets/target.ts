/** Something that somebody wants verified, and what it was recognised as. */
export type Target =
  /** A release of an index: every file of it. */
  | { readonly kind: 'release'; readonly project: string; readonly version: string }
  /** A wheel or an sdist at hand. */
  | { readonly kind: 'distribution'; readonly path: string }
  /**
   * A lock file, a requirements file or a report of pip; its path as it is shown. One that was named as
   * a lock (`-r`, `lockfile`) is one whatever it is called.
   */
  | { readonly kind: 'lock'; readonly path: string; readonly isNamedAsLock?: boolean }
  /** A folder that packages are installed in (`site-packages`). */
  | { readonly kind: 'environment'; readonly path: string }
  /** A file that is not here, by its SHA-256 (lower-case hex): `sha256:…`. */
  | { readonly kind: 'digest'; readonly sha256: string }
  /** Any other file, which a Sigstore bundle is about. */
  | { readonly kind: 'signed-file'; readonly path: string };
