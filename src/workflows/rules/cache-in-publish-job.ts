import { releaseJobs } from '../release-jobs.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { allSteps, type Job, type WorkflowStep } from '../workflow.ts';
import type { SourceLocation } from '../yaml/yaml-node.ts';

/** Actions that do nothing but cache. */
const CACHES =
  /^(?:actions\/cache|swatinem\/rust-cache|mozilla-actions\/sccache-action|hendrikmuhs\/ccache-action)$/;

/** Inputs that switch a cache on, by action. */
const SWITCHES: readonly (readonly [action: RegExp, input: string, off: RegExp])[] = [
  [/^actions\/setup-(?:python|java)$/, 'cache', /^$/],
  [/^actions\/setup-node$/, 'cache', /^$/],
  [/^actions\/setup-go$/, 'cache', /^false$/],
  [/^astral-sh\/setup-uv$/, 'enable-cache', /^false$/],
  [/^ruby\/setup-ruby$/, 'bundler-cache', /^false$/],
];

/** Actions that cache unless they are told not to. */
const BY_DEFAULT = /^(?:astral-sh\/setup-uv|actions\/setup-go)$/;

/**
 * Any branch, and with a mistake elsewhere any fork, can fill a cache that a release then
 * reads (Ultralytics, 2024-12; TanStack, 2026-05).
 */
export const cacheInPublishJob: WorkflowRule = {
  id: 'cache-in-publish-job',
  severity: 'warning',
  title: 'A release reads a cache',
  check: (input) => {
    const { publishing, building } = releaseJobs(input);
    return [
      ...publishing.flatMap((job) => findings(job, 'publishes')),
      ...building.flatMap((job) =>
        findings(job, 'builds a release').map((found) => ({ ...found, severity: 'note' as const })),
      ),
    ];
  },
};

function findings(job: Job, does: string): readonly RuleFinding[] {
  return allSteps(job.steps).flatMap((step) => {
    const at = cacheAt(step);
    if (!at) return [];
    return [
      {
        at,
        message: `The job ${job.id} ${does} and reads a cache (${step.uses?.repository}): whoever can fill it decides what runs here.`,
        remedy: `Leave the cache out of this job${BY_DEFAULT.test(step.uses?.repository ?? '') ? ' (switch it off: it is on by default)' : ''}.`,
      },
    ];
  });
}

function cacheAt({ uses, inputs }: WorkflowStep): SourceLocation | undefined {
  if (uses?.kind !== 'repository') return undefined;
  if (CACHES.test(uses.repository)) return uses.at;
  const known = SWITCHES.find(([action]) => action.test(uses.repository));
  if (!known) return undefined;
  const [, name, off] = known;
  const input = inputs.get(name);
  if (input === undefined) return BY_DEFAULT.test(uses.repository) ? uses.at : undefined;
  return off.test(input.text ?? '') ? undefined : input.at;
}
