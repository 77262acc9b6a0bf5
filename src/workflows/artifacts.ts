import { UPLOADERS } from './release-jobs.ts';
import { allSteps, type Job, type Workflow, type WorkflowStep } from './workflow.ts';

/** A step that uploads an artifact, or downloads some. */
export interface ArtifactStep {
  readonly job: Job;
  readonly step: WorkflowStep;
  /** `artifact` where an upload names none, undefined where a download takes several. */
  readonly name: string | undefined;
}

/** The artifacts that the jobs of a workflow upload. */
export function uploads(workflow: Workflow): readonly ArtifactStep[] {
  return artifactSteps(workflow, 'actions/upload-artifact').map((found) => ({
    ...found,
    name: found.step.inputs.get('name')?.text ?? 'artifact',
  }));
}

/** The steps of a job that download artifacts of the same run. */
export function downloads(job: Job): readonly ArtifactStep[] {
  return allSteps(job.steps)
    .filter(({ uses }) => uses?.repository === 'actions/download-artifact')
    .filter(({ inputs }) => !inputs.has('run-id') && !inputs.has('repository'))
    .map((step) => ({ job, step, name: step.inputs.get('name')?.text || undefined }));
}

function artifactSteps({ jobs }: Workflow, repository: string) {
  return jobs.flatMap((job) =>
    allSteps(job.steps)
      .filter(({ uses }) => uses?.repository === repository)
      .map((step) => ({ job, step })),
  );
}

/** Whether a name is known as it stands, without an expression in it. */
export function isPlain(name: string): boolean {
  return !name.includes('${{');
}

/** Whether a download of several artifacts takes this one. */
export function matchesUpload(download: ArtifactStep, upload: ArtifactStep): boolean {
  const pattern = download.step.inputs.get('pattern')?.text;
  return pattern === undefined || evaluateGlob(pattern, upload.name ?? '');
}

/** Whether what a run uploads can be told: workflows that are called, or call, have others' too. */
export function areUploadsKnown({ jobs, triggers }: Workflow): boolean {
  if (triggers.some(({ event }) => event === 'workflow_call')) return false;
  return jobs.every(({ calls, steps }) => {
    const used = allSteps(steps).flatMap(({ uses }) => uses ?? []);
    const others = used.filter(({ repository }) => repository !== 'actions/upload-artifact');
    return !calls && !others.some(({ repository }) => UPLOADERS.test(repository));
  });
}

/**
 * Whether a glob of download-artifact's `pattern` may match an artifact's name, whose
 * expressions (`${{ … }}`) may stand for anything.
 */
export function evaluateGlob(pattern: string, name: string): boolean {
  if (/[[\]{}!()|]|\$\{\{/.test(pattern)) return true;
  const [start = '', ...rest] = name.split(/\$\{\{.{0,300}?\}\}/);
  if (rest.length === 0) return globMatches(pattern, name);
  const literal = pattern.split(/[*?]/)[0] ?? '';
  return literal.startsWith(start) || start.startsWith(literal);
}

/** `*` and `?`, with one place to go back to: linear in practice, at worst the product of both. */
function globMatches(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let from = 0;
  let index = 0;
  while (index < name.length) {
    if (pattern[at] === '*') {
      star = at;
      from = index;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      index = from;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
