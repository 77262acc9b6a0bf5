import {
  type ArtifactStep,
  areUploadsKnown,
  downloads,
  isPlain,
  matchesUpload,
  uploads,
} from '../artifacts.ts';
import type { Publication } from '../publication.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { allSteps, type Workflow } from '../workflow.ts';

/**
 * Since version 4 each of several artifacts lands in a folder of its own below `path`, unless
 * `merge-multiple` is set; publish tools look into `dist/` only.
 */
export const nestedArtifacts: WorkflowRule = {
  id: 'nested-artifacts',
  severity: 'error',
  title: 'Downloaded artifacts lie one folder too deep',
  check: ({ publications }) =>
    publications.flatMap((publication) =>
      downloads(publication.job)
        .filter((download) => isNested(download, publication.workflow))
        .filter((download) => isLostOn(publication, download))
        .map((download) => finding(download, publication)),
    ),
};

function isNested(download: ArtifactStep, workflow: Workflow): boolean {
  const { step, name } = download;
  if (name !== undefined || step.inputs.get('merge-multiple')?.text === 'true') return false;
  if ((step.uses?.major ?? 5) < 4) return true;
  const found = uploads(workflow).filter((upload) => matchesUpload(download, upload));
  const isSeveral =
    found.length > 1 || found.some(({ job, name: each }) => job.matrix && !isPlain(each ?? ''));
  // Version 4 nests even a single one.
  return isSeveral || (step.uses?.major === 4 && (found.length > 0 || areUploadsKnown(workflow)));
}

/** Globs that go deeper, and scripts that move files, find them all the same. */
function isLostOn({ job, step, files }: Publication, download: ArtifactStep): boolean {
  const steps = allSteps(job.steps);
  const between = steps.slice(steps.indexOf(download.step) + 1, steps.indexOf(step));
  const moves = between.some(({ run }) =>
    /\b(?:mv|cp|find|rsync|Move-Item|move)\b/.test(run?.text ?? ''),
  );
  const target = (download.step.inputs.get('path')?.text ?? '.').replace(/^\.\/|(?<!\/)\/+$/g, '');
  const isDeep = files.some((file) => {
    const path = file.replace(/^\.\/|(?<!\/)\/+$/g, '');
    if (path.includes('**') || /\*\/[^/]*\*|\$\{\{/.test(path)) return true;
    return (
      path !== target &&
      (target === '.' || target === '' || path.startsWith(`${target}/`)) &&
      !path.startsWith(`${target}/*`)
    );
  });
  return !moves && !isDeep;
}

function finding({ step }: ArtifactStep, { job, files }: Publication): RuleFinding {
  return {
    at: step.uses?.at ?? step.at,
    message: `The job ${job.id} downloads several artifacts, each of which gets a separate folder; what is published (${files.join(', ')}) does not look there.`,
    remedy: 'Add "merge-multiple: true" to the download, or name one artifact.',
  };
}
