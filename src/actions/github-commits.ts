import { PublishError } from '../errors.ts';
import type { GithubApi } from '../github/attestation-store.ts';
import type { GithubFiles } from '../github/contents.ts';
import { readRepositoryFile, resolveCommit } from '../github/repository-files.ts';
import { openGithub } from '../github/rest-client.ts';
import type { RetryDeps } from '../http/retry.ts';
import { MOST_LOCK_BYTES } from '../lockfiles/lock-text.ts';
import { type Commits, UnreadableCommit } from '../verify/targets/commits.ts';
import { checkedOutCommit } from './checked-out-commit.ts';

/** How long reading all files of base and head may take. A run reads about ten. Milliseconds. */
const BUDGET_MS = 180_000;

/**
 * The commits of the run's repository, read through GitHub's API: a shallow checkout has no other
 * commit, and an action starts no process. GitHub's client is loaded with the first request.
 * @param api undefined without a token
 */
export function githubCommits(
  api: GithubApi | undefined,
  workspace: string,
  deps: RetryDeps,
): Commits {
  let opened: Promise<GithubFiles> | undefined;
  const files = (): Promise<GithubFiles> => {
    opened ??= open(api, deps);
    return opened;
  };
  return {
    checkedOut: checkedOutCommit,
    resolve: async (ref) => resolveCommit(await nameAtGithub(ref, workspace), await files()),
    read: async (commit, path) => readRepositoryFile(path, commit, await files()),
  };
}

async function open(api: GithubApi | undefined, deps: RetryDeps): Promise<GithubFiles> {
  if (api === undefined) {
    throw new PublishError({
      code: 'invalid-configuration',
      message:
        'What a change is compared with is read from GitHub, and this run has no token for it.',
      remedy: 'Keep the default of `github-token`, and give the job `contents: read`.',
    });
  }
  const [owner = '', repo = ''] = api.repository.split('/');
  const client = await openGithub(api, deps, BUDGET_MS);
  return { client, owner, repo, maxFileBytes: MOST_LOCK_BYTES };
}

/** What git calls `HEAD` and `origin/main` has other names at GitHub, where HEAD is the default branch. */
async function nameAtGithub(ref: string, workspace: string): Promise<string> {
  if (!/^HEAD(?:$|[~^])/.test(ref)) {
    return ref.replace(/^(?:refs\/remotes\/)?origin\/(?=.)/, 'heads/');
  }
  const head = await checkedOutCommit(workspace);
  if (head !== undefined) return ref.replace('HEAD', head);
  throw new UnreadableCommit(
    '`HEAD` is the commit that is checked out, and the workspace has no checkout',
    'Check out the repository before this step (actions/checkout), or name the commit.',
  );
}
