import { PublishError } from '../errors.ts';
import type { RunContext } from './run-context.ts';

const PERMISSIONS = `permissions:
  id-token: write   # lets the job prove who it is
  contents: read    # only if the job checks out a private repository`;

/**
 * Why a run has no way to ask for an ID token, as the error that names the fix.
 */
export function missingIdToken(context: RunContext): PublishError {
  if (!context.isGithubJob) {
    return new PublishError({
      code: 'not-a-github-job',
      message:
        'Trusted Publishing proves the identity of a GitHub Actions job, and this is not one (GITHUB_ACTIONS is not "true").',
      remedy:
        'Run it as a step of a workflow. To upload from elsewhere, give an API token as `password`; such uploads carry no attestations.',
    });
  }
  if (context.eventName === 'pull_request' && isForeign(context)) {
    const from = context.headRepository ?? 'a deleted repository';
    return new PublishError({
      code: 'fork-pull-request',
      message: `This run is for a pull request from ${from}. GitHub gives such runs no ID token, whatever the workflow's permissions say.`,
      remedy:
        "Publish from a push, a tag or a release instead, for example with `if: github.event_name != 'pull_request'` on the job.",
    });
  }
  return new PublishError({
    code: 'no-id-token-permission',
    message:
      'The job has no permission to ask for an ID token, so it cannot prove its identity to the index.',
    remedy: `Add this to the publishing job (a \`permissions:\` block on the job replaces the workflow's):\n\n${PERMISSIONS}\n\nA workflow that is called from another one also needs the permission in the calling job. Runs started by Dependabot never get an ID token.`,
  });
}

/** Where the event's payload could not be read, nothing is claimed about it. */
function isForeign({ headRepository, repository }: RunContext): boolean {
  return headRepository !== undefined && headRepository !== repository;
}
