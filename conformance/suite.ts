/** What a suite can ask to have installed. */
export type ToolName =
  | 'python'
  | 'pypiPython'
  | 'indexServers'
  | 'poetry'
  | 'pdm'
  | 'bills'
  | 'act'
  | 'actionlint'
  | 'oldestNode'
  | 'sarifMultitool'
  | 'sigstore'
  | 'rekorTiles'
  | 'timestampServer';

export interface Context {
  /**
   * The path of each tool that the suite needs: `python` has the packages of requirements.txt,
   * `pypiPython` those of pypi/requirements.txt, `indexServers` those of indexes/requirements.txt,
   * `poetry` and `pdm` those of the folders in locks/, `bills` those of ourselves/requirements.txt,
   * `oldestNode` is a Node.js, `sarifMultitool` a program, `sigstore` the folder of its programs,
   * `rekorTiles` and `timestampServer` are programs.
   */
  readonly tools: Readonly<Record<ToolName, string>>;
  /** An empty folder of the suite's own, removed afterwards unless something failed. */
  readonly workDir: string;
  /** A folder that stays from run to run, for what is dear to fetch. */
  readonly cacheDir: string;
  /** Whether what takes long is asked for too. */
  readonly full: boolean;
  /** Runs one check: it fails if `work` throws. One line is printed; the outcome is counted. */
  readonly check: (name: string, work: () => void | Promise<void>) => Promise<void>;
}

export interface Suite {
  readonly name: string;
  readonly needs: readonly ToolName[];
  /** Throws only if it cannot go on; that counts as one failure. */
  readonly run: (context: Context) => Promise<void>;
}
