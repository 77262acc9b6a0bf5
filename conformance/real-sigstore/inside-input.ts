/** What the process inside the namespace is told. */
export interface InsideInput {
  readonly python: string;
  readonly pypiPython: string;
  /** The folder of the Sigstore programs. */
  readonly sigstore: string;
  readonly workDir: string;
  /** The folder that has all pinned distributions. */
  readonly cacheDir: string;
  readonly full: boolean;
}
