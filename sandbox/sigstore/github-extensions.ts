import type { Claims } from '../github/claims.ts';
import { extension } from './certificate.ts';
import { utf8String } from './der.ts';

const FULCIO = '1.3.6.1.4.1.57264.1';
const GITHUB = 'https://github.com';

/**
 * Fulcio's certificate extensions for a GitHub job (Fulcio's docs/oid-info.md). The old ones, .1 to
 * .6, hold bare bytes; .8 to .24 hold a UTF8String. A claim that is absent or empty gives none.
 */
export function githubExtensions(claims: Claims): Buffer[] {
  const claim = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  const below = (path: string): string => (path === '' ? '' : `${GITHUB}/${path}`);
  const run = `${claim('repository')}/actions/runs/${claim('run_id')}/attempts/${claim('run_attempt')}`;
  const bare: readonly (readonly [number, string])[] = [
    [1, claim('iss')],
    [2, claim('event_name')],
    [3, claim('sha')],
    [4, claim('workflow')],
    [5, claim('repository')],
    [6, claim('ref')],
  ];
  const typed: readonly (readonly [number, string])[] = [
    [8, claim('iss')],
    [9, below(claim('job_workflow_ref'))],
    [10, claim('job_workflow_sha')],
    [11, claim('runner_environment')],
    [12, below(claim('repository'))],
    [13, claim('sha')],
    [14, claim('ref')],
    [15, claim('repository_id')],
    [16, below(claim('repository_owner'))],
    [17, claim('repository_owner_id')],
    [18, below(claim('workflow_ref'))],
    [19, claim('workflow_sha')],
    [20, claim('event_name')],
    [21, below(run)],
    [22, claim('repository_visibility')],
    [23, claim('environment')],
    [24, claim('sub')],
  ];
  const present = ([, value]: readonly [number, string]) => value !== '';
  return [
    ...bare
      .filter(present)
      .map(([arc, value]) => extension(`${FULCIO}.${arc}`, Buffer.from(value))),
    ...typed
      .filter(present)
      .map(([arc, value]) => extension(`${FULCIO}.${arc}`, utf8String(value))),
  ];
}
