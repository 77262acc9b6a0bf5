import { isProjectName, normalizeProjectName } from '../packaging/project-name.ts';
import { LockDefect } from './lock-defect.ts';
import type { LockedPackage, Place } from './lock-document.ts';

/** File systems hold no longer name of a file, and every distribution is one. */
const MOST_CHARACTERS = 255;

/** The two spellings of a package's name. @throws LockDefect where no index could have it. */
export function packageName(name: string, at: Place): Pick<LockedPackage, 'name' | 'project'> {
  if (name.length > MOST_CHARACTERS || !isProjectName(name)) {
    throw new LockDefect(
      at,
      `has a package with an invalid name: ${JSON.stringify(name.slice(0, 80))}`,
    );
  }
  return { name, project: normalizeProjectName(name) };
}
