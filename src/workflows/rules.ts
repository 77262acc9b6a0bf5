import type { WorkflowRule } from './rule.ts';
import { artifactNameClash } from './rules/artifact-name-clash.ts';
import { artifactVersion } from './rules/artifact-version.ts';
import { attestationsPermission } from './rules/attestations-permission.ts';
import { broadPermissions } from './rules/broad-permissions.ts';
import { buildInPublishJob } from './rules/build-in-publish-job.ts';
import { cacheInPublishJob } from './rules/cache-in-publish-job.ts';
import { checkoutCredentials } from './rules/checkout-credentials.ts';
import { checkoutWithoutContents } from './rules/checkout-without-contents.ts';
import { everyPush } from './rules/every-push.ts';
import { linuxOnlyAction } from './rules/linux-only-action.ts';
import { longLivedToken } from './rules/long-lived-token.ts';
import { matrixPublish } from './rules/matrix-publish.ts';
import { missingArtifact } from './rules/missing-artifact.ts';
import { nestedArtifacts } from './rules/nested-artifacts.ts';
import { neverPublishes } from './rules/never-publishes.ts';
import { noAttestations } from './rules/no-attestations.ts';
import { noEnvironment } from './rules/no-environment.ts';
import { noIdToken } from './rules/no-id-token.ts';
import { placeholderAction } from './rules/placeholder-action.ts';
import { publishedTwice } from './rules/published-twice.ts';
import { pullRequest } from './rules/pull-request.ts';
import { pullRequestTarget } from './rules/pull-request-target.ts';
import { releaseTypes } from './rules/release-types.ts';
import { reusableWorkflow } from './rules/reusable-workflow.ts';
import { scriptInjection } from './rules/script-injection.ts';
import { selfHostedRunner } from './rules/self-hosted-runner.ts';
import { unpinnedAction } from './rules/unpinned-action.ts';
import { untrustedTrigger } from './rules/untrusted-trigger.ts';

/** Every rule: first what will fail, then what can go wrong, then what is worth knowing. */
export const WORKFLOW_RULES: readonly WorkflowRule[] = [
  noIdToken,
  reusableWorkflow,
  pullRequestTarget,
  pullRequest,
  neverPublishes,
  placeholderAction,
  linuxOnlyAction,
  artifactVersion,
  artifactNameClash,
  missingArtifact,
  nestedArtifacts,
  attestationsPermission,
  noEnvironment,
  broadPermissions,
  buildInPublishJob,
  cacheInPublishJob,
  longLivedToken,
  unpinnedAction,
  checkoutCredentials,
  untrustedTrigger,
  scriptInjection,
  selfHostedRunner,
  matrixPublish,
  publishedTwice,
  releaseTypes,
  everyPush,
  noAttestations,
  checkoutWithoutContents,
];
