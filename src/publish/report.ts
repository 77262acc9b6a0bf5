import type { PublishError } from '../errors.ts';
import type { GithubPublisher } from '../github/publisher.ts';
import type { Source } from '../github/source.ts';
import type { Distribution } from '../packaging/distribution.ts';
import type { IndexProfile } from '../pypi/index-profile.ts';
import type { Deps } from '../run/deps.ts';
import { attests, type PublishConfig } from './config.ts';
import type { ReleasePlan } from './plan/plan.ts';

/**
 * How a file ended. `uploaded`: by this run; `identical`: the same bytes were there; `kept`: the
 * index has other bytes under this name, and `skip-existing: true` leaves them; `unconfirmed`: it was
 * sent, and the index neither said that it stored it nor can be queried for it; `failed`: the index
 * rejected it, or would have; `not-tried`: it was not uploaded for another reason.
 */
export type FileStatus = 'uploaded' | 'identical' | 'kept' | 'unconfirmed' | 'failed' | 'not-tried';

/** One file's part of the report. */
export interface FileReport {
  readonly distribution: Distribution;
  readonly status: FileStatus;
  /** Why it ended so, where that is worth saying. */
  readonly reason: string | undefined;
  /** The path of the attestation that this run wrote for it. */
  readonly attestationPath: string | undefined;
  /** The index of the attestation's entry in the transparency log. */
  readonly logIndex: string | undefined;
  /** Whether the index lists the file with our SHA-256; undefined where that was not asked. */
  readonly confirmed: boolean | undefined;
  /** Whether a file that failed may be on the index all the same: it did not say when asked. */
  readonly isUncertain: boolean;
  /** Whether the index has a file of this name with other bytes, or does not tell with which. */
  readonly conflict: 'other-bytes' | 'unknown-bytes' | undefined;
  /**
   * For a file that was there: whether the index serves provenance for it. For one that was
   * uploaded: whether it serves our attestation. Undefined where that was not asked, or not said.
   */
  readonly isAttested: boolean | undefined;
}

/** What a run did, whether it ended well or not. */
export interface PublishReport {
  /** Undefined where the configuration was too wrong to tell. */
  readonly index: IndexProfile | undefined;
  readonly dryRun: boolean;
  /** What was to be done; undefined where the run ended before the index was asked. */
  readonly plan: ReleasePlan | undefined;
  /** Whether the plan leaves files as they are that the index has with other bytes. */
  readonly keepsExisting: boolean;
  readonly files: readonly FileReport[];
  readonly publisher: GithubPublisher | undefined;
  /** What the job runs on, by the claims of its ID token. */
  readonly source: Source | undefined;
  readonly attestationsDirectory: string | undefined;
  /** Whether attestations were asked for. */
  readonly attests: boolean;
  /** Why this release goes without them all the same. */
  readonly unattestedBecause: string | undefined;
  /** What the maintainer should look at in the release as a whole, a sentence or two each. */
  readonly warnings: readonly string[];
  /** What a dry run could not find out, and why, as the rest of a sentence after "Not checked:". */
  readonly notChecked: string | undefined;
  /** Where people look up a log entry: its index follows. Only of a log that has such a page. */
  readonly logSearchUrl: string | undefined;
  readonly error: PublishError | undefined;
  /** Milliseconds. */
  readonly durationMs: number;
}

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

  /** The files that this run uploaded. */
  get uploaded(): readonly Distribution[] {
    return this.files.flatMap(({ status, distribution }) =>
      status === 'uploaded' ? [distribution] : [],
    );
  }

  /**
   * The files that the index should list now, and their attestations. One that another client uploaded in the
   * meantime, with the same bytes, may lack the attestation of this run.
   */
  get confirmable(): readonly Distribution[] {
    return this.files.flatMap(({ status, logIndex, distribution }) =>
      status === 'uploaded' || (status === 'identical' && logIndex !== undefined)
        ? [distribution]
        : [],
    );
  }

  /** Notes, and warns of, what a dry run cannot find out. */
  leaveUnchecked(what: string, { log }: Pick<Deps, 'log'>): void {
    this.notChecked = what;
    log.warning(`Not checked: ${what}`);
  }

  /** @param durationMs of the whole run */
  report(
    config: PublishConfig,
    error: PublishError | undefined,
    durationMs: number,
  ): PublishReport {
    return {
      index: config.index,
      dryRun: config.dryRun,
      plan: this.plan,
      keepsExisting: config.skipExisting === 'true',
      files: this.files,
      publisher: this.publisher,
      source: this.source,
      attestationsDirectory: this.attestationsDirectory,
      attests: attests(config),
      unattestedBecause: this.unattestedBecause,
      warnings: this.warnings,
      notChecked: this.notChecked,
      logSearchUrl: this.logSearchUrl,
      error,
      durationMs,
    };
  }
}
