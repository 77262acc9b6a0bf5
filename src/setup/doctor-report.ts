import type { GithubRepository } from '../project/git-remote.ts';
import type { PublisherForm } from '../pypi/token/publishing-page.ts';
import type { WorkflowFinding } from '../workflows/judge-workflows.ts';
import type { Publication } from '../workflows/publication.ts';

/** A publisher that an index must know for a job to publish. */
export interface ExpectedPublisher {
  readonly index: string;
  readonly job: string;
  /** Owner and repository are undefined where `origin` names no repository on GitHub. */
  readonly form: Partial<Pick<PublisherForm, 'owner' | 'repository'>> &
    Pick<PublisherForm, 'workflow' | 'environment'>;
  /** The page to enter it on, filled in, where all of it is known. */
  readonly page: string | undefined;
}

/** What the workflows of a repository are like. */
export interface DoctorReport {
  /** The folder of the repository. */
  readonly root: string;
  readonly origin: GithubRepository | undefined;
  /** Paths of the workflows that were read, relative to the repository. */
  readonly workflows: readonly string[];
  readonly publications: readonly Publication[];
  readonly findings: readonly WorkflowFinding[];
  readonly publishers: readonly ExpectedPublisher[];
  /** What decides about a release, too, and stands in no file of the repository. */
  readonly unseen: readonly string[];
}

/** Whether nothing will fail and nothing is dangerous; notes are no trouble. */
export function isHealthy({ findings }: DoctorReport): boolean {
  return findings.every(({ severity }) => severity === 'note');
}
