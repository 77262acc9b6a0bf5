import type { PlannedFile, PlannedRelease, ReleasePlan, Turn } from '../plan/plan.ts';

/** Uploads one file unless that is halted, and says whether it is on the index now. */
export type UploadOne = (file: PlannedFile, release: PlannedRelease) => Promise<boolean>;

/**
 * Uploads the files of a plan in their order. First the file of each release that goes alone: of
 * projects that the index does not have one after another, since only one of them can have a pending
 * publisher, then of the others at once. Then the rest of every release: wheels at once, the sdist
 * after them and only if each is on the index: installers would build from it.
 */
export async function uploadInOrder(plan: ReleasePlan, uploadOne: UploadOne): Promise<void> {
  const first = new Map<PlannedRelease, boolean>();
  const begin = async (release: PlannedRelease) => {
    first.set(release, await inTurn(release, 'alone', uploadOne));
  };
  for (const release of plan.releases) if (release.isNewProject) await begin(release);
  await Promise.all(plan.releases.filter(({ isNewProject }) => !isNewProject).map(begin));
  await Promise.all(
    plan.releases.map(async (release) => {
      const areWheelsThere = await inTurn(release, 'together', uploadOne);
      if (first.get(release) && areWheelsThere) await inTurn(release, 'last', uploadOne);
    }),
  );
}

/** @returns whether every file of this turn is on the index */
async function inTurn(release: PlannedRelease, turn: Turn, uploadOne: UploadOne): Promise<boolean> {
  const files = release.files.filter((file) => file.turn === turn);
  return (await Promise.all(files.map((file) => uploadOne(file, release)))).every(Boolean);
}
