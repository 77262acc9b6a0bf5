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

/** A ref, or how it begins. */
type Ref = string | { readonly prefix: string } | undefined;

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

/** What an event is about: these parts of its payload are empty for every other event. */
const PAYLOADS: readonly (readonly [context: string, events: RegExp])[] = [
  ['github.event.release', /^release$/],
  ['github.event.pull_request', /^pull_request/],
  ['github.event.issue', /^issue/],
];

/** Types that a trigger without `types` stands for. */
const DEFAULT_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['pull_request', ['opened', 'synchronize', 'reopened']],
  ['pull_request_target', ['opened', 'synchronize', 'reopened']],
  [
    'release',
    ['published', 'unpublished', 'created', 'edited', 'deleted', 'prereleased', 'released'],
  ],
]);
const WITHOUT_TYPES = new Set(['push', 'schedule', 'workflow_dispatch']);

function situation(trigger: Trigger, ref: Ref): Situation {
  const start = typeof ref === 'object' ? ref.prefix : (ref ?? '');
  const refType = REF_TYPES.find(([prefix]) => start.startsWith(prefix))?.[1];
  // A called workflow sees the event of its caller.
  const event = trigger.event === 'workflow_call' ? undefined : trigger.event;
  const known = new Map<string, Known>([
    ['github.event_name', event],
    ['github.event.action', actionOf(trigger)],
    ['github.ref', ref],
    ['github.ref_type', refType === 'pull-request' ? 'branch' : refType],
    ['github.ref_name', typeof ref === 'string' ? ref.replace(/^refs\/\w+\//, '') : undefined],
  ]);
  const contexts = { get: (name: string) => known.get(name) ?? payload(name, event) };
  return { trigger, refType, contexts };
}

function actionOf({ event, filters }: Trigger): Known {
  if (WITHOUT_TYPES.has(event)) return '';
  const types = filters?.get('types')?.texts ?? DEFAULT_TYPES.get(event);
  return types && { oneOf: types };
}

function payload(name: string, event: string | undefined): Known {
  if (event === undefined) return undefined;
  const isOther = PAYLOADS.some(([context, events]) => {
    const isMeant = name === context || name.startsWith(`${context}.`);
    return isMeant && !events.test(event);
  });
  return isOther ? '' : undefined;
}

/** https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows (2026-09) */
function refsOf({ event, filters }: Trigger): readonly Ref[] {
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
function pushedRefs(filters: Trigger['filters']): readonly Ref[] {
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

function branchRefs(branches: readonly string[] | undefined): readonly Ref[] {
  const isPattern = (name: string) => /[*?+[!]/.test(name);
  if (!branches || branches.length === 0 || branches.some(isPattern)) return [{ prefix: BRANCH }];
  return branches.map((name) => BRANCH + name);
}

/** The ways in which a workflow is started that may get as far as this upload. */
export function situationsOf(publication: Publication): readonly Situation[] {
  return situations(publication.workflow).filter(
    (each) => reaches(publication, each.contexts) !== false,
  );
}

/** Whether a run gets as far as this upload; undefined where that depends on what is not known. */
export function reaches(publication: Publication, contexts: Contexts): boolean | undefined {
  const verdicts = conditionsOf(publication).map((text) => evaluateCondition(text, contexts));
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** The conditions of a step, of its job, and of the jobs without which that is skipped. */
export function conditionsOf({ workflow, job, step }: Publication): readonly string[] {
  const isIndependent = /\b(?:always|failure|cancelled)\s*\(/i.test(job.condition ?? '');
  const before = isIndependent ? [] : [...jobsBefore(workflow, job)].filter(isSkipping);
  return [step, job, ...before].flatMap(({ condition }) => condition ?? []);
}

/** A job that runs whatever happens says nothing about those after it. */
function isSkipping({ condition }: Job): boolean {
  const [, inner = ''] = /^(?:\$\{\{)?(.*?)(?:\}\})?$/s.exec((condition ?? '').trim()) ?? [];
  return !/^(?:always\(\)|!\s*cancelled\(\))$/.test(inner.trim());
}
