import { parseDistributionFilename } from '../packaging/distribution-filename.ts';
import { fitsHost, type Host } from './host/host.ts';
import type { LockedFile } from './lock-document.ts';

/** Formats of old that no installer takes any more. */
const FORGOTTEN = /\.(?:egg|exe|msi|rpm|deb|dmg)$/i;

/**
 * The files of one package that an installer could pick on a host: each wheel that fits, and an
 * sdist only where none does. Files whose name says nothing, and hashes without a name, could be
 * the one.
 */
export function hostFiles(files: readonly LockedFile[], host: Host): LockedFile[] {
  const wheels: LockedFile[] = [];
  const sdists: LockedFile[] = [];
  const others: LockedFile[] = [];
  for (const file of files) {
    const parsed =
      file.filename === undefined ? undefined : parseDistributionFilename(file.filename);
    if (parsed?.kind === 'sdist') sdists.push(file);
    else if (parsed?.kind === 'wheel') {
      if (parsed.tags.some((tag) => fitsHost(tag, host))) wheels.push(file);
    } else if (!FORGOTTEN.test(file.filename ?? '')) others.push(file);
  }
  return [...others, ...(wheels.length > 0 ? wheels : sdists)];
}
