import { parseWorkflowRef } from '../github/oidc.ts';
import type { RunContext } from '../github/run-context.ts';
import type { Distribution } from '../packaging/distribution.ts';
import { publishingPage } from '../pypi/token/publishing-page.ts';
import type { PublishConfig } from './config.ts';

/**
 * What is said of a job that uploads with a password: that it signs nothing, and where
 * Trusted Publishing is set up, filled in as far as the runner's variables tell.
 */
export function passwordNotice(
  config: PublishConfig,
  user: string,
  distribution: Distribution | undefined,
  context: RunContext,
): string {
  const what = user === '__token__' ? 'an API token' : 'a user and a password';
  const unsigned =
    config.attestations === 'false'
      ? ''
      : ' Attestations are made with Trusted Publishing only, so these uploads carry none.';
  return `Uploading with ${what}.${unsigned}${setUp(config, distribution, context)}`;
}

function setUp(
  { index }: PublishConfig,
  distribution: Distribution | undefined,
  { isGithubJob, workflowRef }: RunContext,
): string {
  const workflow = isGithubJob ? parseWorkflowRef(workflowRef ?? '') : undefined;
  const [owner, repository] = workflow?.repository.split('/') ?? [];
  if (index.kind === 'other' || !distribution || !workflow || !owner || !repository) return '';
  const form = { owner, repository, workflow: workflow.filename, environment: undefined };
  const page = publishingPage(index, distribution.project, form);
  return ` Trusted Publishing needs no secret to keep; set it up here: ${page}`;
}
