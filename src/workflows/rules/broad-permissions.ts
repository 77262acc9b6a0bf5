import { isTrusted } from '../publication.ts';
import type { RuleFinding, WorkflowRule } from '../rule.ts';
import { permissionsOf } from '../workflow.ts';

/** Whatever runs in a job that has the ID token can publish: a build, a test, a linter. */
export const broadPermissions: WorkflowRule = {
  id: 'broad-permissions',
  severity: 'warning',
  title: 'More jobs or rights than publishing needs',
  check: ({ publishingJobs }) => [
    ...new Map(
      publishingJobs
        .filter(({ publications }) => publications.some(isTrusted))
        .flatMap(({ workflow, job }) => {
          const granted = permissionsOf(workflow, job);
          if (granted?.isWriteAll) return [[granted.at, writeAll(granted.at)] as const];
          const shared = workflow.permissions;
          if (shared?.levelOf('id-token') !== 'write') return [];
          const others = workflow.jobs.filter((other) => other !== job && !other.permissions);
          if (others.length === 0) return [];
          const at = shared.placeOf('id-token');
          const names = others.map(({ id }) => id).join(', ');
          return [[shared.at, everyJob(at, names)] as const];
        }),
    ).values(),
  ],
};

function writeAll(at: RuleFinding['at']): RuleFinding {
  return {
    at,
    message: '"write-all" gives the publishing job every right in the repository.',
    remedy: 'Write what it needs, most often nothing but "id-token: write".',
  };
}

function everyJob(at: RuleFinding['at'], others: string): RuleFinding {
  return {
    at,
    message: `"id-token: write" stands at the workflow, so other jobs can publish, too: ${others}.`,
    remedy:
      'Write "permissions: {}" at the workflow, and "id-token: write" at the job that publishes.',
  };
}
