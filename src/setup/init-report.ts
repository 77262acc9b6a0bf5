import type { GithubRepository } from '../project/git-remote.ts';
import type { FoundProject } from './find-projects.ts';

/** A publisher to enter on an index. */
export interface PublisherToAdd {
  readonly index: string;
  readonly environment: string;
  /** The pages to enter it on, filled in; undefined where the form's values are not all known. */
  readonly existing: string | undefined;
  readonly pending: string | undefined;
}

/** What `init` found, wrote and leaves to be done. */
export interface InitReport {
  readonly found: FoundProject;
  readonly origin: GithubRepository | undefined;
  /** The workflow, relative to the repository, with `/`. */
  readonly path: string;
  readonly workflow: string;
  /** The workflow's text. */
  readonly text: string;
  readonly written: boolean;
  readonly tags: string;
  readonly publishers: readonly PublisherToAdd[];
  /** Other projects of the repository, which need workflows of their own. */
  readonly others: readonly FoundProject[];
  /** Whether the publish action is still a placeholder. */
  readonly isUnfinished: boolean;
}
