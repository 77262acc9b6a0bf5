import type { Deps } from '../../run/deps.ts';
import type { PublishConfig } from '../config.ts';
import type { JobIdentity } from '../identity.ts';
import type { AskedPlan } from '../plan/ask-and-plan.ts';
import { findEarlierPublishers } from '../sign/earlier-publishers.ts';
import {
  passwordCredentials,
  trustedPublishingCredentials,
  type UploadCredentials,
} from './credentials.ts';

/**
 * Gets what uploads need: the password that was given, or an upload token for this job.
 * @returns undefined where there is neither a password nor an identity
 * @throws PublishError `invalid-publisher`, `upload-token-refused`, `index-unavailable`
 */
export async function authoriseUploads(
  { plan, states, missingProjects }: AskedPlan,
  identity: JobIdentity | undefined,
  config: PublishConfig,
  deps: Deps,
): Promise<UploadCredentials | undefined> {
  const { authentication, index } = config;
  if (authentication.kind === 'password') return passwordCredentials(authentication, deps);
  if (!identity) return undefined;
  const projects = [...new Set(plan.releases.map(({ project }) => project))];
  const earlierPublishers = () => findEarlierPublishers(states, index, deps);
  const context = { index, projects, missingProjects, earlierPublishers };
  const credentials = await trustedPublishingCredentials(identity, context, deps);
  deps.log.info(`${index.title} knows this publisher and gave a short-lived upload token`);
  return credentials;
}
