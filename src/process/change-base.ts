import * as v from 'valibot';
import { PublishError } from '../errors.ts';
import { readInputFile } from '../files/input-file.ts';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { parseJson } from '../json/strict-json.ts';
import type { Environment } from './run-context.ts';

/** What a run was started by, as far as it changes something. */
export interface ChangeEvent {
  /** The commit that is changed. */
  readonly base: string;
  /**
   * Commits that must not be checked out in place of the change: the base, and in
   * `pull_request_target` what the runner checks out.
   */
  readonly notTheChange: readonly string[];
}

const commit = v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/));
const eventSchema = v.union([
  v.pipe(
    v.object({ pull_request: v.object({ base: v.object({ sha: commit }) }) }),
    v.transform(({ pull_request }) => pull_request.base.sha),
  ),
  v.pipe(
    v.object({ merge_group: v.object({ base_sha: commit }) }),
    v.transform(({ merge_group }) => merge_group.base_sha),
  ),
]);

/**
 * What a pull request (`pull_request`, `pull_request_target`, their reviews) or a merge group
 * changes; undefined in every other run.
 * @throws PublishError `base-unavailable` where such a run does not tell: taken for one without a
 *   base, a change would say for itself whom to trust
 */
export async function readChangeEvent(env: Environment): Promise<ChangeEvent | undefined> {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  if (!/^(?:pull_request|merge_group)/.test(name)) return undefined;
  const base = await readBase(name, env['GITHUB_EVENT_PATH']);
  const checkedOut = env['GITHUB_SHA'] ?? '';
  return { base, notTheChange: name === 'pull_request_target' ? [base, checkedOut] : [base] };
}

async function readBase(name: string, path: string | undefined): Promise<string> {
  try {
    const event = parseJson(await readInputFile(path ?? ''), JSON_LIMITS.event);
    return v.parse(eventSchema, event, FIRST_ISSUE);
  } catch (cause) {
    throw new PublishError({
      code: 'base-unavailable',
      message: `This run was started by ${name}, and what the runner tells of it (GITHUB_EVENT_PATH) names no base.`,
      remedy: `Name it in \`base-ref\`, such as \${{ github.event.pull_request.base.sha }}.`,
      cause,
    });
  }
}
