/** What is on the index before the step runs: nothing, or a file of the name of the last one. */
export type Before = 'nothing' | 'same bytes' | 'other bytes';

/** How a step may end: how many of the release's two files are there with its bytes, and attested. */
export interface Ending {
  readonly ok: boolean;
  readonly files: number;
  readonly attested: number;
}

/** A `with:` block that real workflows have, on an index in a certain state. */
export interface Combination {
  readonly name: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly before?: Before;
  /** Where the distributions lie; `dist` unless told. */
  readonly folder?: string;
  /** A file beside the distributions that is none. */
  readonly stray?: boolean;
  /** Whether `password` gets an API token of the index. */
  readonly hasToken?: boolean;
  /** How gh-action-pypi-publish ends. */
  readonly theirs: Ending;
  /** How this action ends, where that is different. */
  readonly ours?: Ending;
  /** What docs/migration.md says about the difference. */
  readonly difference?: string;
}

const TESTPYPI = 'https://test.pypi.org/legacy/';

const ATTESTED: Ending = { ok: true, files: 2, attested: 2 };
const UNATTESTED: Ending = { ok: true, files: 2, attested: 0 };

export const COMBINATIONS: readonly Combination[] = [
  { name: 'no inputs', inputs: {}, theirs: ATTESTED },
  { name: 'TestPyPI', inputs: { 'repository-url': TESTPYPI }, theirs: ATTESTED },
  {
    name: 'the old spellings',
    inputs: {
      repository_url: TESTPYPI,
      packages_dir: 'out',
      verify_metadata: 'true',
      skip_existing: 'true',
      print_hash: 'true',
    },
    folder: 'out',
    theirs: ATTESTED,
  },
  {
    name: 'every input',
    inputs: {
      user: '__token__',
      password: '',
      'repository-url': 'https://upload.pypi.org/legacy/',
      'packages-dir': 'dist',
      'verify-metadata': 'true',
      'skip-existing': 'false',
      verbose: 'true',
      'print-hash': 'true',
      attestations: 'true',
    },
    theirs: ATTESTED,
    ours: { ok: false, files: 0, attested: 0 },
    difference: 'An empty `password` is an error',
  },
  { name: 'verbose', inputs: { verbose: 'true' }, theirs: ATTESTED },
  {
    name: 'quiet',
    inputs: { verbose: 'false', 'print-hash': 'false' },
    theirs: ATTESTED,
  },
  {
    name: 'packages-dir without a slash',
    inputs: { 'packages-dir': 'wheelhouse' },
    folder: 'wheelhouse',
    theirs: ATTESTED,
  },
  {
    name: 'packages-dir with a slash',
    inputs: { 'packages-dir': './build/dist/' },
    folder: 'build/dist',
    theirs: ATTESTED,
  },
  { name: 'attestations: false', inputs: { attestations: 'false' }, theirs: UNATTESTED },
  { name: 'verify-metadata: false', inputs: { 'verify-metadata': 'false' }, theirs: ATTESTED },
  { name: 'an API token', inputs: {}, hasToken: true, theirs: UNATTESTED },
  {
    name: 'an API token and its user, for TestPyPI',
    inputs: { user: '__token__', 'repository-url': TESTPYPI, 'skip-existing': 'true' },
    hasToken: true,
    theirs: UNATTESTED,
  },
  { name: 'skip-existing, nothing there', inputs: { 'skip-existing': 'true' }, theirs: ATTESTED },
  {
    name: 'skip-existing, the same bytes there',
    inputs: { 'skip-existing': 'true' },
    before: 'same bytes',
    theirs: { ok: true, files: 2, attested: 1 },
  },
  {
    name: 'the same bytes there',
    inputs: {},
    before: 'same bytes',
    theirs: { ok: true, files: 2, attested: 1 },
  },
  {
    name: 'skip-existing, other bytes there',
    inputs: { 'skip-existing': 'true' },
    before: 'other bytes',
    theirs: { ok: true, files: 1, attested: 1 },
  },
  {
    name: 'other bytes there',
    inputs: {},
    before: 'other bytes',
    theirs: { ok: false, files: 1, attested: 1 },
    ours: { ok: false, files: 0, attested: 0 },
    difference: 'Other bytes under a name stop the release before anything is uploaded',
  },
  {
    name: 'a file that is no distribution',
    inputs: {},
    stray: true,
    theirs: { ok: false, files: 0, attested: 0 },
    ours: ATTESTED,
    difference: 'Files that are no distributions are left alone',
  },
];

/** TestPyPI and then PyPI, in one job and from one folder. */
export const TWICE = {
  inputs: [{ 'repository-url': TESTPYPI }, {}],
  theirs: { ok: false, files: 0, attested: 0 },
  ours: ATTESTED,
  difference: 'Publishing twice in one job needs no option',
} as const;
