import type { ProjectState } from '../../pypi/simple/project-state.ts';
import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';
import { newProjectsNotice } from '../new-projects-notice.ts';
import { checkRelease } from '../release/check-release.ts';
import type { CollectedDistributions } from '../release/distributions.ts';
import { refuseNewNames } from '../release/new-project-name.ts';
import type { ReleaseRecord } from '../release-record.ts';
import { warnOfRelease } from '../warn-of-release.ts';
import { refuseClosedProjects } from './closed-projects.ts';
import { settleExisting } from './existing-files.ts';
import { refuseListedElsewhere } from './listed-elsewhere.ts';
import { lookUpProjects } from './look-up.ts';
import { planRelease, type ReleasePlan } from './plan.ts';

/** What is to be published. */
export interface ToPlan extends CollectedDistributions {
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
