import { resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { GitDefect } from '../../git/git-defect.ts';
import { commitAtRef, readAtRef } from '../../git/read-at-ref.ts';
import {
  readRepositoryFile,
  resolveCommit,
  UnreadableRepository,
} from '../../github/repository-files.ts';
import { lockText, MOST_LOCK_BYTES } from '../../lockfiles/lock-text.ts';
import { readLock } from '../../lockfiles/read-lock.ts';
import type { Deps } from '../../run/deps.ts';
import type { BaseRequest } from '../request.ts';
import { baseUnavailable } from './errors.ts';
import { type FileSource, folderSource } from './file-source.ts';

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
  return commitSource(base.ref, 'base-ref', workspace, deps);
}

/**
 * The files of a commit: of the repository that is checked out, where that has it, else of GitHub.
 * @param option the input that names it
 * @throws PublishError `base-unavailable`, `invalid-configuration`
 */
export async function commitSource(
  ref: string,
  option: string,
  workspace: string,
  deps: Deps,
): Promise<FileSource> {
  const { githubApi } = deps;
  const local = await localCommit(workspace, ref);
  if (typeof local === 'string') {
    deps.log.verbose(`\`${option}\` is ${local}, read from the repository on disk`);
    return sourceOf((path) => readLocally(path, local, workspace, deps));
  }
  if (!githubApi) throw noToken(option, local);
  let commit: string;
  try {
    commit = await resolveCommit(ref, githubApi, deps);
  } catch (cause) {
    throw cause instanceof UnreadableRepository ? baseUnavailable(cause) : cause;
  }
  return sourceOf((path) =>
    readRepositoryFile({ path, commit, mostBytes: MOST_LOCK_BYTES }, githubApi, deps),
  );
}

async function localCommit(workspace: string, ref: string): Promise<string | GitDefect> {
  try {
    return await commitAtRef(workspace, ref);
  } catch (cause) {
    if (cause instanceof GitDefect) return cause;
    throw cause;
  }
}

/** A partial clone has a commit and not all of its files. */
async function readLocally(
  path: string,
  commit: string,
  workspace: string,
  deps: Deps,
): Promise<Uint8Array | undefined> {
  try {
    return await readAtRef(workspace, commit, path);
  } catch (cause) {
    if (!(cause instanceof GitDefect) || !deps.githubApi) throw cause;
    return readRepositoryFile({ path, commit, mostBytes: MOST_LOCK_BYTES }, deps.githubApi, deps);
  }
}

function sourceOf(read: (path: string) => Promise<Uint8Array | undefined>): FileSource {
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

function noToken(option: string, { message, remedy }: GitDefect): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`${option}\` is neither in the repository on disk (${message}) nor asked of GitHub, for want of a token.`,
    remedy: `${remedy} Or let GitHub be asked: in a workflow keep the default of \`github-token\`; at a terminal set GITHUB_TOKEN and GITHUB_REPOSITORY. Or check the base out and name its folder in \`base\`.`,
  });
}
