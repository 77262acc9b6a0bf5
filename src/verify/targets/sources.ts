import { stat } from 'node:fs/promises';
import { isAbsolute, normalize, resolve, sep } from 'node:path';
import { PublishError } from '../../errors.ts';
import { readRegularFile } from '../../files/regular-file.ts';
import type { LockDocument } from '../../lockfiles/lock-document.ts';
import { leadsOut, readLockFile } from '../../lockfiles/lock-file.ts';
import { lockText, MOST_LOCK_BYTES } from '../../lockfiles/lock-text.ts';
import { readLock } from '../../lockfiles/read-lock.ts';
import type { VerificationRequest } from '../request.ts';
import { type Commits, UnreadableCommit } from './commits.ts';
import { readTarget } from './errors.ts';
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
export async function openSources(
  { workspace, headRef, base }: Pick<VerificationRequest, 'workspace' | 'headRef' | 'base'>,
  commits: Commits,
): Promise<Sources> {
  const opened = {
    head:
      headRef === undefined
        ? folderSource(workspace)
        : await commitSource(headRef, 'head-ref', workspace, commits),
    base:
      base.kind === 'ref'
        ? await commitSource(base.ref, 'base-ref', workspace, commits)
        : base.kind === 'folder'
          ? folderSource(await baseFolder(resolve(workspace, base.path)))
          : undefined,
  };
  return { ...opened, trusted: opened.base ?? opened.head };
}

/** A folder that is not there is not an empty base: its policy and pins would be lost. */
async function baseFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  throw new PublishError({
    code: 'invalid-configuration',
    message: `\`base\` names ${path}, which is not a folder.`,
    remedy: 'Check the path, and that the base is checked out there.',
  });
}

/**
 * The files of a commit. One outside the checkout was put there by the workflow: it is in no commit, and
 * is read from disk.
 */
async function commitSource(
  ref: string,
  option: string,
  workspace: string,
  commits: Commits,
): Promise<FileSource> {
  const commit = await readTarget(async () => {
    if (/^0+$/.test(ref)) throw nothingBefore(option);
    return commits.resolve(ref, option);
  });
  const read = async (path: string) => (isOutside(path) ? undefined : commits.read(commit, path));
  return {
    file: (path) => (isOutside(path) ? folderSource(workspace).file(path) : read(path)),
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

/** What GitHub and GitLab write where a push made a branch. */
function nothingBefore(option: string): UnreadableCommit {
  return new UnreadableCommit(
    `\`${option}\` is all zeros: before this push there was no such branch`,
    'Name another commit, such as the default branch, or leave it out: then every file is verified.',
  );
}

const isOutside = (path: string): boolean =>
  isAbsolute(path) || normalize(path).split(sep)[0] === '..';

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

/**
 * The files below a folder. Links in it must not lead out; a file outside of it was named by the workflow.
 */
function folderSource(folder: string): FileSource {
  const ifThere = async <T>(path: string, read: () => Promise<T>) =>
    (await isFile(resolve(folder, path))) ? read() : undefined;
  return {
    lock: (path) => ifThere(path, () => readLockFile(folder, path)),
    file: (path) =>
      ifThere(path, async () =>
        (await leadsOut(folder, path))
          ? 'is a link to a file outside of the repository, which is not read'
          : readRegularFile(resolve(folder, path), MOST_LOCK_BYTES),
      ),
  };
}
