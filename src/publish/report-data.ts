import { filePage, type IndexProfile } from '../pypi/index-profile.ts';
import type { FileReport } from './report.ts';

/** One file of a publish run as JSON: an element of the action's output `files`. */
export function publishedFileData(
  file: FileReport,
  index: IndexProfile | undefined,
): Readonly<Record<string, unknown>> {
  const { filename, project, version, size, sha256 } = file.distribution;
  const onIndex =
    ['uploaded', 'identical', 'kept'].includes(file.status) || file.conflict !== undefined;
  return {
    name: filename,
    project,
    version,
    size,
    sha256,
    status: file.status,
    confirmed: isConfirmed(file),
    url: onIndex && index ? filePage(index, { project, version, filename }) : null,
    attestation: file.attestationPath ?? null,
    'log-index': file.logIndex ?? null,
  };
}

/**
 * Whether the index lists a file with the SHA-256 of this run.
 * @returns null where that was not asked, or cannot be
 */
export function isConfirmed({ status, confirmed }: FileReport): boolean | null {
  if (status === 'identical') return true;
  if (status === 'uploaded') return confirmed ?? null;
  return false;
}
