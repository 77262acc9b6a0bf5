import { resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { readRegularFile } from '../../files/regular-file.ts';
import { GitDefect } from '../../git/git-defect.ts';
import { commitAtRef, readAtRef } from '../../git/read-at-ref.ts';
import {
  readRepositoryFile,
  resolveCommit,
  UnreadableRepository,
} from '../../github/repository-files.ts';
import type { LockDocument } from '../../lockfiles/lock-document.ts';
import { readLockFile } from '../../lockfiles/lock-file.ts';
import { lockText, MOST_LOCK_BYTES } from '../../lockfiles/lock-text.ts';
import { readLock } from '../../lockfiles/read-lock.ts';
import type { Deps } from '../../run/deps.ts';
import type { BaseRequest, VerificationRequest } from '../request.ts';
import { baseUnavailable } from './errors.ts';
import { isFile } from './is-file.ts';

/** Where the files of a change are read from, and those from before it. */
export interface Sources {
  readonly head: FileSource;
  /** Undefined where nothing is compared. */
  readonly base: FileSource | undefined;
  /** Where it is decided whom to trust: a change does not decide that for itself. */
  readonly trusted: FileSource;
}

/** @throws PublishError `base-unavailable`, `invalid-configuration` */
export async function openSources(request: VerificationRequest, deps: Deps): Promise<Sources> {
  const { workspace, headRef } = request;
  const [base, head] = await Promise.all([
    baseSource(request.base, workspace, deps),
    headRef === undefined
      ? folderSource(workspace)
      : commitSource(headRef, 'head-ref', workspace, deps),
  ]);
  return { head, base, trusted: base ?? head };
}

/**
 * Where the state before a change is read from; undefined where nothing is compared.
 * @throws PublishError `base-unavailable`, `invalid-configuration`
 */
async function baseSource(
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

/**
 * Where files of a checkout are read from, by their path in it: a folder, or a commit. What is not
 * there is undefined.
 */
export interface FileSource {
  /** Throws LockDefect, or what the source has for when it cannot be asked. */
  readonly lock: (path: string) => Promise<LockDocument | undefined>;
  /** Bytes of any other file; a text says why they cannot be read. */
  readonly file: (path: string) => Promise<Uint8Array | string | undefined>;
}

/** The files below a folder; absolute paths are read as they are. */
function folderSource(folder: string): FileSource {
  const ifThere = async <T>(path: string, read: () => Promise<T>) =>
    (await isFile(resolve(folder, path))) ? read() : undefined;
  return {
    lock: (path) => ifThere(path, () => readLockFile(folder, path)),
    file: (path) => ifThere(path, () => readRegularFile(resolve(folder, path), MOST_LOCK_BYTES)),
  };
}
