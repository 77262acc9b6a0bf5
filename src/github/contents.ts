import * as v from 'valibot';
import { jsonBody } from '../http/json.ts';
import { JSON_LIMITS } from '../json/limits.ts';
import { type GithubAnswer, type GithubClient, GithubRefusal } from './rest-client.ts';

/** A repository, by way of GitHub's API. */
export interface GithubFiles {
  readonly client: GithubClient;
  readonly owner: string;
  readonly repo: string;
  /** A larger file is not read. Bytes. */
  readonly maxFileBytes: number;
}

/** What a path of a commit is. */
export type Contents =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** Not of a file in the repository: GitHub follows those itself. */
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'folder' }
  | { readonly kind: 'submodule' }
  /** GitHub has no such path, or does not show it. */
  | { readonly kind: 'absent' };

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const ENTRY = {
  schema: v.variant('type', [
    v.object({
      type: v.literal('file'),
      size,
      sha: v.pipe(v.string(), v.regex(/^[0-9a-f]{40,64}$/)),
      // "none" for files above 1 MB, whose content is left out.
      encoding: v.picklist(['base64', 'none']),
      content: v.string(),
    }),
    v.object({ type: v.literal('symlink'), target: v.string() }),
    v.object({ type: v.literal('dir') }),
    v.object({ type: v.literal('submodule') }),
  ]),
  limits: JSON_LIMITS.contents,
};
type FileEntry = Extract<v.InferOutput<typeof ENTRY.schema>, { readonly type: 'file' }>;

/**
 * What a commit has at a path (`GET /repos/{owner}/{repo}/contents/{path}`, as of 2026-12).
 * @param path relative to the repository's root, in normal form
 * @param commit its whole id
 * @throws GithubRefusal
 */
export async function readContents(
  path: string,
  commit: string,
  files: GithubFiles,
): Promise<Contents> {
  const { client, owner, repo } = files;
  const answer = await client.get({
    route: 'GET /repos/{owner}/{repo}/contents/{path}',
    parameters: { owner, repo, path, ref: commit },
    accept: 'application/vnd.github.object+json',
    maxBodyBytes: ENTRY.limits.bytes,
    permission: 'contents: read',
  });
  if (answer.kind === 'absent') return answer;
  const entry = jsonBody(answer.response, ENTRY);
  if (entry === undefined) {
    throw new GithubRefusal(`GitHub's answer for ${path} is not of a known form`, OTHER_WAY);
  }
  switch (entry.type) {
    case 'file':
      return { kind: 'file', bytes: await bytesOf(entry, path, files) };
    case 'symlink':
      return { kind: 'link', target: entry.target };
    case 'dir':
      return { kind: 'folder' };
    case 'submodule':
      return { kind: 'submodule' };
  }
}

async function bytesOf(entry: FileEntry, path: string, files: GithubFiles): Promise<Uint8Array> {
  const { maxFileBytes } = files;
  if (entry.size > maxFileBytes) {
    throw new GithubRefusal(`${path} is larger than ${maxFileBytes} bytes`, 'Check the path.');
  }
  const bytes =
    entry.encoding === 'base64'
      ? Buffer.from(entry.content, 'base64')
      : await blob(entry.sha, path, files);
  if (bytes.length === entry.size) return bytes;
  throw new GithubRefusal(
    `GitHub says that ${path} has ${entry.size} bytes, and gives ${bytes.length}`,
    OTHER_WAY,
  );
}

/** A file above 1 MB, by the name of its content (`GET /repos/{owner}/{repo}/git/blobs/{file_sha}`). */
async function blob(
  sha: string,
  path: string,
  { client, owner, repo, maxFileBytes }: GithubFiles,
): Promise<Uint8Array> {
  const answer: GithubAnswer = await client.get({
    route: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}',
    parameters: { owner, repo, file_sha: sha },
    accept: 'application/vnd.github.raw+json',
    maxBodyBytes: maxFileBytes,
    permission: 'contents: read',
  });
  if (answer.kind === 'found') return answer.response.body;
  throw new GithubRefusal(
    `GitHub does not give the content of ${path} (${answer.reason})`,
    OTHER_WAY,
  );
}

const OTHER_WAY = 'Run this again. If it stays so, report it: the form of this answer is new.';
