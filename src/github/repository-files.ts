import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../http/retry.ts';
import { serverText } from '../http/server-text.ts';
import type { GithubApi } from './attestation-store.ts';

/** GitHub's API does not say what a repository holds. */
export class UnreadableRepository extends Error {}

const WAIT = { tries: 4, budgetMs: 60_000 };

/**
 * The commit that a ref stands for (`GET /repos/{owner}/{repo}/commits/{ref}`), so that all that
 * is read comes from one state. Needs `contents: read`.
 * @throws UnreadableRepository whose message is a sentence without its end
 */
export async function resolveCommit(ref: string, api: GithubApi, deps: RetryDeps): Promise<string> {
  const path = `commits/${encodeURIComponent(ref)}`;
  const asked = { accept: 'application/vnd.github.sha', maxBodyBytes: 1024 };
  const { status, body, text } = await get(path, asked, api, deps);
  const sha = body.toString('utf8').trim();
  if (status === 200 && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha)) return sha;
  throw new UnreadableRepository(
    `GitHub does not tell which commit ${ref} of ${api.repository} is (HTTP ${status}, ${text})`,
  );
}

/** A file of a commit. */
export interface RepositoryFile {
  readonly path: string;
  readonly commit: string;
  /** A larger file is not read. */
  readonly mostBytes: number;
}

/**
 * The bytes of a file (`GET /repos/{owner}/{repo}/contents/{path}`). GitHub says 404 as well where
 * the token may not read the repository, or the commit was never pushed: then the commit itself is
 * 404, too, and a file is called absent only where it is not.
 * @returns undefined where the commit has no such file
 * @throws UnreadableRepository whose message is a sentence without its end
 */
export async function readRepositoryFile(
  { path, commit, mostBytes }: RepositoryFile,
  api: GithubApi,
  deps: RetryDeps,
): Promise<Uint8Array | undefined> {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const query = `contents/${encoded}?ref=${commit}`;
  const asked = { accept: 'application/vnd.github.raw+json', maxBodyBytes: mostBytes };
  const { status, body, text } = await get(query, asked, api, deps);
  if (status === 404) {
    await resolveCommit(commit, api, deps);
    return undefined;
  }
  if (status === 200) return body;
  throw new UnreadableRepository(
    `GitHub does not give out ${path} of ${api.repository} (HTTP ${status}, ${text})`,
  );
}

async function get(
  path: string,
  { accept, maxBodyBytes }: { readonly accept: string; readonly maxBodyBytes: number },
  api: GithubApi,
  deps: RetryDeps,
): Promise<{ readonly status: number; readonly body: Buffer; readonly text: string }> {
  const url = `${api.url.replace(/\/$/, '')}/repos/${api.repository}/${path}`;
  const headers = {
    authorization: `Bearer ${api.token}`,
    accept,
    'x-github-api-version': '2022-11-28',
  };
  const request = { service: 'GitHub', method: 'GET', url, headers, maxBodyBytes } as const;
  try {
    const response = await sendWithRetries(request, deps, WAIT);
    return { ...response, text: serverText(response) };
  } catch (failure) {
    if (!(failure instanceof RequestFailure)) throw failure;
    throw new UnreadableRepository(`GitHub cannot be asked (${failure.message})`);
  }
}
