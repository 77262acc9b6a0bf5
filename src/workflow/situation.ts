import { type Contexts, evaluateCondition } from './expression/evaluate.ts';
import type { Known } from './expression/value.ts';
import type { Publication } from './publication.ts';
import { type Job, jobsBefore, type Trigger, type Workflow } from './workflow.ts';

/** One way in which a workflow is started. */
export interface Situation {
  readonly trigger: Trigger;
  /** What the run is of; undefined where the trigger does not tell. */
  readonly refType: 'branch' | 'tag' | 'pull-request' | undefined;
  readonly contexts: Contexts;
}

const BRANCH = 'refs/heads/';
const TAG = 'refs/tags/';
const PULL_REQUEST = 'refs/pull/';

const REF_TYPES: readonly (readonly [prefix: string, type: Situation['refType']])[] = [
  [BRANCH, 'branch'],
  [TAG, 'tag'],
  [PULL_REQUEST, 'pull-request'],
];

/** Every way in which a workflow is started, as far as its triggers tell. */
export function situations({ triggers }: Workflow): readonly Situation[] {
  return triggers.flatMap((trigger) => refsOf(trigger).map((ref) => situation(trigger, ref)));
}

function situation(trigger: Trigger, ref: Known): Situation {
  const start = typeof ref === 'object' ? ref.prefix : String(ref ?? '');
  const refType = REF_TYPES.find(([prefix]) => start.startsWith(prefix))?.[1];
  // A called workflow sees the event of its caller.
  const event = trigger.event === 'workflow_call' ? undefined : trigger.event;
  const contexts = new Map<string, Known>([
    ['github.event_name', event],
    ['github.ref', ref],
    ['github.ref_type', refType === 'pull-request' ? 'branch' : refType],
    ['github.ref_name', typeof ref === 'string' ? ref.replace(/^refs\/\w+\//, '') : undefined],
  ]);
  return { trigger, refType, contexts };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows (2026-09) */
function refsOf({ event, filters }: Trigger): readonly Known[] {
  switch (event) {
    case 'push':
      return pushedRefs(filters);
    case 'release':
      return [{ prefix: TAG }];
    case 'workflow_dispatch':
      return [{ prefix: BRANCH }, { prefix: TAG }];
    case 'pull_request':
      return [{ prefix: PULL_REQUEST }];
    case 'pull_request_target':
    case 'workflow_run':
    case 'schedule':
    case 'issue_comment':
      return [{ prefix: BRANCH }];
    default:
      return [undefined];
  }
}

/** Filters of branches alone leave tags out, and those of tags leave branches out. */
function pushedRefs(filters: Trigger['filters']): readonly Known[] {
  const isGiven = (key: string) => filters?.get(key) !== undefined;
  const isOff = (key: string) => filters?.get(key)?.texts.includes('**') === true;
  const hasBranches = isGiven('branches') || isGiven('branches-ignore');
  const hasTags = isGiven('tags') || isGiven('tags-ignore');
  const isAny = !hasBranches && !hasTags;
  return [
    ...((hasBranches || isAny) && !isOff('branches-ignore')
      ? branchRefs(filters?.get('branches')?.texts)
      : []),
    ...((hasTags || isAny) && !isOff('tags-ignore') ? [{ prefix: TAG }] : []),
  ];
}

function branchRefs(branches: readonly string[] | undefined): readonly Known[] {
  const isPattern = (name: string) => /[*?+[!]/.test(name);
  if (!branches || branches.length === 0 || branches.some(isPattern)) return [{ prefix: BRANCH }];
  return branches.map((name) => BRANCH + name);
}

/** The ways in which a workflow is started that may get as far as this upload. */
export function situationsOf({ workflow, job, step }: Publication): readonly Situation[] {
  return situations(workflow).filter(
    ({ contexts }) =>
      mayRun(step.condition, contexts) &&
      conditionsOf(workflow, job).every((condition) => mayRun(condition, contexts)),
  );
}

/** A job's own condition, and those of the jobs without which it is skipped. */
function conditionsOf(workflow: Workflow, job: Job): readonly (string | undefined)[] {
  if (/\b(?:always|failure|cancelled)\s*\(/i.test(job.condition ?? '')) return [job.condition];
  return [job.condition, ...[...jobsBefore(workflow, job)].map(({ condition }) => condition)];
}

function mayRun(condition: string | undefined, contexts: Contexts): boolean {
  return condition === undefined || evaluateCondition(condition, contexts) !== false;
}
