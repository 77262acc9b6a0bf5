import pLimit from 'p-limit';
import { PublishError } from '../../errors.ts';
import { authorizedClient } from '../../http/messages.ts';
import type { Distribution } from '../../packaging/distribution.ts';
import { standardLibraryNames } from '../../packaging/lists/standard-library.ts';
import type { IndexProfile } from '../../pypi/index-profile.ts';
import { fetchProjectState, type ProjectState } from '../../pypi/simple/project-state.ts';
import { basicAuthorization } from '../../pypi/token/upload-token.ts';
import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';
import { checkRelease } from '../release/check-release.ts';
import type { CollectedDistributions } from '../release/distributions.ts';
import type { ReleaseRecord } from '../report.ts';
import { warnOfRelease } from '../warn-of-release.ts';
import { refuseClosedProjects } from './closed-projects.ts';
import { settleExisting } from './existing-files.ts';
import { refuseListedElsewhere } from './listed-elsewhere.ts';
import { planRelease, type ReleasePlan } from './plan.ts';

/** What is to be published. */
interface ToPlan extends CollectedDistributions {
  /** What does not fit between the run's tag and the distributions, as a sentence. */
  readonly wrongTag: string | undefined;
}

/** What is to be done, and what the index said of each project. */
export interface AskedPlan {
  readonly plan: ReleasePlan;
  readonly states: ReadonlyMap<string, ProjectState>;
  readonly missingProjects: readonly string[];
}

/**
 * Asks the index what it has, plans the release, and refuses what the index would.
 * @throws PublishError `index-unavailable`, `file-conflict`, `upload-forbidden`, `upload-rejected`,
 *   `incomplete-release`, `preflight-failed`
 */
export async function askAndPlan(
  { distributions, warnings, wrongTag }: ToPlan,
  config: PublishConfig,
  record: ReleaseRecord,
  deps: Deps,
): Promise<AskedPlan> {
  const states = await lookUpProjects(distributions, config.index, deps);
  const plan = planRelease(distributions, states, warnings);
  record.plan = plan;
  settleExisting({ plan, wrongTag }, config, record, deps);
  refuseListedElsewhere(plan, states, config.index, record, deps);
  refuseClosedProjects(plan, states, config.index, deps.clock.now());
  refuseNewNames(states, config.index);
  checkRelease(plan, states, config, record, deps);
  const missing = [...states].filter(([, state]) => state.kind === 'missing');
  const missingProjects = missing.map(([project]) => project);
  const notice = newProjectsNotice(missingProjects, config);
  if (notice !== undefined) warnOfRelease(notice, record, deps);
  return { plan, states, missingProjects };
}

const CONCURRENCY = 8;

/**
 * Asks the index what it has of every project of the release.
 * @returns the states by project, in normal form
 * @throws PublishError `index-unavailable`
 */
async function lookUpProjects(
  distributions: readonly Distribution[],
  index: IndexProfile,
  deps: Deps,
): Promise<ReadonlyMap<string, ProjectState>> {
  const projects = [...new Set(distributions.map(({ project }) => project))];
  const limit = pLimit(CONCURRENCY);
  const states = await limit.map(projects, async (project) => {
    const state = await fetchProjectState(project, index, deps);
    if (state.kind === 'unknown') {
      deps.log.info(`What the index has of ${project} cannot be looked up: ${state.reason}.`);
    }
    if (state.kind === 'exists' && state.page.files.length === 0) {
      // So it is before every first release, too.
      deps.log.verbose(
        `${index.title} lists no file of ${project}. If there were any, their names cannot be used again.`,
      );
    }
    return [project, state] as const;
  });
  return new Map(states);
}

/**
 * A private index wants to know who asks what it has, too. The user and password of the upload
 * are shown to its Simple API where that has the very origin of the upload URL: they are for
 * that server by the workflow's own word.
 */
export function withLookUpCredentials(
  { index, authentication }: Pick<PublishConfig, 'index' | 'authentication'>,
  deps: Deps,
): Deps {
  const { simpleUrl, uploadUrl, kind } = index;
  if (authentication.kind !== 'password' || kind !== 'other' || simpleUrl === undefined)
    return deps;
  if (new URL(simpleUrl).origin !== new URL(uploadUrl).origin) return deps;
  const authorization = basicAuthorization(authentication, deps.log);
  return { ...deps, http: authorizedClient(deps.http, simpleUrl, authorization) };
}

/**
 * What a run cannot do for several projects that the index does not have, known before the first
 * byte is sent: PyPI allows one pending publisher for each owner, repository, workflow and
 * environment (seen 2026-12).
 * @returns undefined where that is no obstacle
 */
function newProjectsNotice(
  missingProjects: readonly string[],
  { index, authentication }: PublishConfig,
): string | undefined {
  if (missingProjects.length < 2) return undefined;
  if (authentication.kind !== 'trusted-publishing' || !index.hasProjectPages) return undefined;
  return `${index.title} does not have these projects yet: ${missingProjects.join(', ')}. A workflow can have only one pending publisher at a time, so this run can publish only one of them; the others will be refused before any file of theirs is on the index. Publish them one after another: add the pending publisher of one, run the job, then add that of the next and run the job again.`;
}

/** Names that PyPI keeps from being registered because of what people mistype (2026-08). */
const MISTYPED: ReadonlySet<string> = new Set(['requirements-txt', 'rrequirements-txt']);

/**
 * Refuses names that PyPI never accepts for a new project, before anything is signed. A project
 * that exists may have such a name from earlier times.
 * @param states by project, in normal form
 * @throws PublishError `preflight-failed`
 */
export function refuseNewNames(
  states: ReadonlyMap<string, ProjectState>,
  index: IndexProfile,
): void {
  if (index.kind === 'other') return;
  const created = [...states].filter(([, { kind }]) => kind === 'missing');
  if (created.length === 0) return;
  const modules = standardLibraryNames();
  const lines = created.flatMap(([project]) => {
    if (modules.has(project)) return [`- ${project} is a module of Python's standard library`];
    return MISTYPED.has(project) ? [`- ${project} is reserved`] : [];
  });
  if (lines.length === 0) return;
  throw new PublishError({
    code: 'preflight-failed',
    message: [`${index.title} accepts no new project with this name:`, ...lines].join('\n'),
    remedy: 'Choose another `name` in pyproject.toml, and build again.',
  });
}
