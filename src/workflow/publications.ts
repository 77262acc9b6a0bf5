import { actionPublisher } from './action-publisher.ts';
import { commandPublishers } from './command-publisher.ts';
import type { Publication } from './publication.ts';
import { allSteps, type Job, type Workflow } from './workflow.ts';

/** Every step of the workflows that uploads distributions, in the files' order. */
export function findPublications(workflows: readonly Workflow[]): readonly Publication[] {
  return workflows.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => jobPublications(workflow, job)),
  );
}

function jobPublications(workflow: Workflow, job: Job): readonly Publication[] {
  return allSteps(job.steps).flatMap((step) => {
    const action = actionPublisher(step);
    const published = action ? [action] : commandPublishers(step, [workflow.env, job.env]);
    return published.map((each) => ({ ...each, workflow, job, step }));
  });
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
