import type { GithubPublisher } from '../github/publisher.ts';
import type { Source } from '../github/source.ts';
import type { Distribution } from '../packaging/distribution.ts';
import type { ReleasePlan } from './plan/plan.ts';
import type { FileReport, FileStatus } from './report.ts';

/**
 * What is known of every file so far. Stages write it while they work, so that a run that
 * breaks off still tells what is on the index.
 */
export class ReleaseRecord {
  readonly #files = new Map<string, FileReport>();
  /** What was to be done, as soon as the index was asked. */
  plan: ReleasePlan | undefined;
  publisher: GithubPublisher | undefined;
  source: Source | undefined;
  logSearchUrl: string | undefined;
  attestationsDirectory: string | undefined;
  /** Why this release goes without the attestations that were asked for. */
  unattestedBecause: string | undefined;
  /** What the maintainer should look at in the release as a whole, a sentence or two each. */
  readonly warnings: string[] = [];
  /** What a dry run could not find out, and why, as the rest of a sentence after "Not checked:". */
  notChecked: string | undefined;

  /** Takes the release's files on, none of them tried yet. */
  begin(distributions: readonly Distribution[]): void {
    for (const distribution of distributions) {
      this.#files.set(distribution.filename, {
        distribution,
        status: 'not-tried',
        reason: undefined,
        attestationPath: undefined,
        logIndex: undefined,
        confirmed: undefined,
        isUncertain: false,
        conflict: undefined,
        isAttested: undefined,
      });
    }
  }

  /** Changes what is known of a file. */
  update(filename: string, change: Partial<Omit<FileReport, 'distribution'>>): void {
    const file = this.#files.get(filename);
    if (file) this.#files.set(filename, { ...file, ...change });
  }

  /** How a file stands; undefined for one that is not of this release. */
  statusOf(filename: string): FileStatus | undefined {
    return this.#files.get(filename)?.status;
  }

  get files(): readonly FileReport[] {
    return [...this.#files.values()];
  }
}
