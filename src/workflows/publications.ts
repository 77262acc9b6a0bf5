import { actionPublisher } from './action-publisher.ts';
import { commandPublishers } from './command-publisher.ts';
import type { Publication, PublicationAuthentication, PublisherStep } from './publication.ts';
import { allSteps, type Job, permissionsOf, type Workflow } from './workflow.ts';

/** Every step of the workflows that uploads distributions, in the files' order. */
export function findPublications(workflows: readonly Workflow[]): readonly Publication[] {
  return workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => jobPublications(workflow, job)),
  );
}

function jobPublications(workflow: Workflow, job: Job): readonly Publication[] {
  const hasIdToken = permissionsOf(workflow, job)?.levelOf('id-token') === 'write';
  return allSteps(job.steps).flatMap((step) => {
    const action = actionPublisher(step);
    const published = action ? [action] : commandPublishers(step, [workflow.env, job.env]);
    return published.map((each) => ({
      ...each,
      authentication: authentication(each, hasIdToken),
      workflow,
      job,
      step,
    }));
  });
}

/** Programs that take credentials from files and keyrings, too, which a workflow does not show. */
const CONFIGURED = new Set(['twine upload', 'pdm publish', 'maturin publish', 'maturin upload']);

/** Without an ID token such a program has its credentials from where nobody sees them here. */
function authentication(
  { tool, authentication: told }: PublisherStep,
  hasIdToken: boolean,
): PublicationAuthentication {
  const isGuess = told === 'trusted-publishing' && CONFIGURED.has(tool);
  return isGuess && !hasIdToken ? 'unknown' : told;
}

/** A job that uploads, with all that it uploads. */
export interface PublishingJob {
  readonly workflow: Workflow;
  readonly job: Job;
  readonly publications: readonly Publication[];
}

/** The publications by the job that they are in. */
export function publishingJobs(publications: readonly Publication[]): readonly PublishingJob[] {
  return [...Map.groupBy(publications, ({ job }) => job)].flatMap(([job, together]) => {
    const [first] = together;
    return first ? [{ workflow: first.workflow, job, publications: together }] : [];
  });
}
