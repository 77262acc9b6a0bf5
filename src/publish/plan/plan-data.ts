import type { PlannedFile, ReleasePlan } from './plan.ts';

/** What is done with a file, for programs. */
type PlannedAction = 'upload' | 'none' | 'keep' | 'stop';

/**
 * The plan of a release as JSON: the action's output `plan`.
 * @param keepsExisting whether files that the index has with other bytes stay as they are
 */
export function planData(
  { releases }: ReleasePlan,
  keepsExisting: boolean,
): readonly Readonly<Record<string, unknown>>[] {
  return releases.map(({ project, version, isNew, files }) => ({
    project,
    version,
    new: isNew,
    files: files.map((file) => ({
      name: file.distribution.filename,
      action: plannedAction(file, keepsExisting),
      turn: file.turn ?? null,
      why: plannedWhy(file),
    })),
  }));
}

/** Why a file is treated as it is, in words. */
export function plannedWhy({ action, turn, isAttested, indexSha256 }: PlannedFile): string {
  if (action === 'identical') {
    return `the same bytes were there already, ${isAttested ? 'attested' : 'not attested'}`;
  }
  if (action === 'conflict') {
    return indexSha256 === undefined
      ? 'the index has a file of this name, and does not say with which bytes'
      : `the index has other bytes (SHA-256 ${indexSha256})`;
  }
  if (turn === 'alone') return 'new; goes first, as the most likely to be refused';
  return turn === 'last' ? 'new; after the wheels of its version' : 'new';
}

function plannedAction({ action }: PlannedFile, keepsExisting: boolean): PlannedAction {
  if (action === 'upload') return 'upload';
  if (action === 'identical') return 'none';
  return keepsExisting ? 'keep' : 'stop';
}
