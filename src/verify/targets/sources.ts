import type { Deps } from '../../run/deps.ts';
import type { VerificationRequest } from '../request.ts';
import { baseSource, commitSource } from './base-source.ts';
import { type FileSource, folderSource } from './file-source.ts';

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
