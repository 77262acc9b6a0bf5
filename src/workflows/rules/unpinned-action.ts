import { releaseJobs } from '../release-jobs.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { allSteps, type Job } from '../workflow.ts';

/** Its workflows verify their own tag and refuse to run from a commit. */
const TAGS_ONLY = 'slsa-framework/slsa-github-generator';

/** Tags and branches move: 75 of 76 tags of trivy-action were moved by thieves (2026-03). */
export const unpinnedAction: WorkflowRule = {
  id: 'unpinned-action',
  severity: 'warning',
  title: 'An action whose code can change under that tag',
  check: (input) => {
    const { publishing, building } = releaseJobs(input);
    return [
      ...publishing.flatMap((job) => findings(job, 'publishes')),
      ...building.flatMap((job) => findings(job, 'builds what is published')),
    ];
  },
};

function findings(job: Job, does: string): readonly RuleFinding[] {
  const used = allSteps(job.steps).flatMap(({ uses }) => uses ?? []);
  return [...used, ...(job.calls ? [job.calls] : [])]
    .filter(({ isPinned, ref }) => !isPinned && !isPlaceholder(ref))
    .filter(({ repository }) => repository !== TAGS_ONLY)
    .map(({ at, text, repository }) => ({
      at,
      message: `The job ${job.id} ${does} and runs ${text}, which can be exchanged under that name.`,
      remedy: `Pin the whole commit, with the version behind it: ${text.replace(/@.*$/s, '')}@<40 digits> # v1.2.3`,
      // GitHub's own are as trustworthy as the runner that they run on.
      severity: repository.startsWith('actions/') ? 'note' : 'warning',
    }));
}

/** The word that documentation has in place of a commit: another rule's business. */
export function isPlaceholder(ref: string): boolean {
  return /^(?:COMMIT|SHA|<.*>|0{40})$/.test(ref);
}
