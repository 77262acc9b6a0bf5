/** An example that runs under act, and what the index has afterwards. */
export interface ExampleRun {
  /** Its folder in examples/. */
  readonly example: string;
  readonly workflow: string;
  /** The document whose workflow takes the place of the example's own. */
  readonly document?: string;
  /** Whether the workflow as written is a dry run, after which `dry-run` is removed. */
  readonly isDryRunFirst?: boolean;
  /** What is pushed. */
  readonly ref: string;
  readonly project: string;
  /** How many files are on the index. */
  readonly files: number;
}

const RELEASE = '.github/workflows/release.yml';

/** All but those whose jobs need other machines, or containers (cibuildwheel). */
export const EXAMPLE_RUNS: readonly ExampleRun[] = [
  {
    example: 'build-once',
    workflow: RELEASE,
    ref: 'refs/tags/v1.0.0',
    project: 'sample-build-once',
    files: 2,
  },
  {
    example: 'testpypi',
    workflow: RELEASE,
    ref: 'refs/heads/main',
    project: 'sample-testpypi',
    files: 2,
  },
  {
    example: 'monorepo',
    workflow: '.github/workflows/release-sample-spam.yml',
    ref: 'refs/tags/sample-spam-v1.0.0',
    project: 'sample-spam',
    files: 2,
  },
  {
    example: 'composite-action',
    workflow: RELEASE,
    ref: 'refs/tags/v1.0.0',
    project: 'sample-composite-action',
    files: 2,
  },
  {
    example: 'reusable-build',
    workflow: RELEASE,
    ref: 'refs/tags/v1.0.0',
    project: 'sample-reusable-build',
    files: 2,
  },
  {
    example: 'build-once',
    document: 'README.md',
    isDryRunFirst: true,
    workflow: RELEASE,
    ref: 'refs/tags/v1.0.0',
    project: 'sample-build-once',
    files: 2,
  },
  {
    example: 'testpypi',
    document: 'docs/guides/testpypi.md',
    workflow: RELEASE,
    ref: 'refs/tags/v1.0.0',
    project: 'sample-testpypi',
    files: 2,
  },
  {
    example: 'monorepo',
    document: 'docs/guides/monorepo.md',
    workflow: RELEASE,
    ref: 'refs/tags/v1.0.0',
    project: 'sample-ham',
    files: 2,
  },
];
