import { filePage, type IndexProfile } from '../index-api/index-profile.ts';
import type { AttestedFile } from './attest-report.ts';
import type { FileReport } from './publish-report.ts';

/** One file of a publish run as JSON: an element of the action's output `files`. */
export function publishedFileData(
  file: FileReport,
  index: IndexProfile | undefined,
): Readonly<Record<string, unknown>> {
  const { filename, project, version, size, sha256 } = file.distribution;
  const onIndex = ['uploaded', 'identical', 'kept'].includes(file.status);
  return {
    name: filename,
    project,
    version,
    size,
    sha256,
    status: file.status,
    url: onIndex && index ? filePage(index, { project, version, filename }) : null,
    attestation: file.attestationPath ?? null,
    'log-index': file.logIndex ?? null,
  };
}

/** One file of an attest run as JSON: an element of the action's output `files`. */
export function attestedFileData(file: AttestedFile): Readonly<Record<string, unknown>> {
  const { path, filename, sha256, kind, written, logIndexes } = file;
  return { name: filename, path, kind, sha256, written, 'log-indexes': logIndexes };
}
