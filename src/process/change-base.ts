import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Environment } from './environment.ts';

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

/** The commit that a pull request or a merge group changes; undefined in every other run. */
export async function readChangeBase(env: Environment): Promise<string | undefined> {
  const path = env['GITHUB_EVENT_PATH'];
  if (!path || !/^(?:pull_request|merge_group)/.test(env['GITHUB_EVENT_NAME'] ?? '')) {
    return undefined;
  }
  try {
    return v.parse(eventSchema, JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
