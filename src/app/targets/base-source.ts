import { resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import {
  readRepositoryFile,
  resolveCommit,
  UnreadableRepository,
} from '../../github/repository-files.ts';
import { lockText, MOST_LOCK_BYTES } from '../../lock/lock-text.ts';
import { readLock } from '../../lock/read-lock.ts';
import type { Deps } from '../deps.ts';
import type { BaseRequest } from '../verification-request.ts';
import { type FileSource, folderSource } from './file-source.ts';
import { baseUnavailable } from './target-error.ts';

/**
 * Where the state before a change is read from; undefined where nothing is compared.
 * @throws PublishError `base-unavailable`, `invalid-configuration`
 */
export async function baseSource(
  base: BaseRequest,
  workspace: string,
  deps: Deps,
): Promise<FileSource | undefined> {
  if (base.kind === 'none') return undefined;
  if (base.kind === 'folder') return folderSource(resolve(workspace, base.path));
  return commitSource(base.ref, 'base-ref', deps);
}

/**
 * The files of a commit on GitHub.
 * @param option the input that names it
 * @throws PublishError `base-unavailable`, `invalid-configuration`
 */
export async function commitSource(ref: string, option: string, deps: Deps): Promise<FileSource> {
  const { githubApi } = deps;
  if (!githubApi) throw noToken(option);
  let commit: string;
  try {
    commit = await resolveCommit(ref, githubApi, deps);
  } catch (cause) {
    throw cause instanceof UnreadableRepository ? baseUnavailable(cause) : cause;
  }
  const read = (path: string) => readRepositoryFile(path, commit, MOST_LOCK_BYTES, githubApi, deps);
  return {
    file: read,
    lock: async (path) => {
      const bytes = await read(path);
      return (
        bytes &&
        readLock(path, bytes, async (included) => {
          const text = await read(included);
          return text && lockText(included, text);
        })
      );
    },
  };
}

function noToken(option: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`${option}\` is read from GitHub, and there is no token for it.`,
    remedy:
      'In a workflow keep the default of `github-token`. At a terminal set GITHUB_TOKEN and GITHUB_REPOSITORY, or check the base out and name its folder in `base`.',
  });
}
