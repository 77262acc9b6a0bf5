import type { WorkflowRule } from '../rule.ts';

/** Texts that strangers write, pasted into a script before the shell reads it. */
const UNTRUSTED =
  /\$\{\{[^}]{0,200}\b(github\.(?:head_ref|ref_name|event\.(?:(?:issue|pull_request|discussion|comment|review|release)\.(?:title|body|name|tag_name)|pull_request\.head\.(?:ref|label)|head_commit\.(?:message|author\.\w+)|inputs\.\w+))|inputs\.[\w-]+)\b[^}]{0,200}\}\}/;

/** Names of branches and tags that only maintainers can make are still no place for a shell. */
const BY_MAINTAINERS = /ref_name|release\.|inputs/;

/** Such as `run: echo ${{ github.event.issue.title }}` (elementary-data, 2026-04). */
export const scriptInjection: WorkflowRule = {
  id: 'script-injection',
  severity: 'warning',
  title: 'A text from outside becomes part of a script',
  check: ({ publications }) =>
    [...new Set(publications.map(({ workflow }) => workflow))].flatMap(({ jobs }) =>
      jobs.flatMap((job) =>
        job.steps.flatMap(({ run }) => {
          const context = UNTRUSTED.exec(run?.text ?? '')?.[1];
          if (!run || context === undefined) return [];
          return [
            {
              at: run.at,
              message: `The job ${job.id} of a workflow that publishes pastes ${context} into a script: what is written there runs.`,
              remedy: `Give it to the script as a variable: env: VALUE: \${{ ${context} }}, and "$VALUE" in the script.`,
              severity: BY_MAINTAINERS.test(context) ? ('note' as const) : ('warning' as const),
            },
          ];
        }),
      ),
    ),
};
