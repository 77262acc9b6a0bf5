import { invalidDistribution } from '../archives/archive-defect.ts';
import { fileChanged } from '../files/file-changed.ts';
import { fileIdentity, openRegularFile, type RegularFile } from '../files/regular-file.ts';
import type { DistributionCandidate } from './candidate.ts';

/**
 * Opens a distribution once, reads it through that one handle, and makes sure that it did not
 * change meanwhile: what was read first and what was hashed last would be of different files.
 * @returns what was read, with the file's identity
 * @throws PublishError `invalid-distribution`, `file-changed`; either names the file
 */
export async function readArchiveFile<T extends object>(
  { path, filename }: DistributionCandidate,
  read: (file: RegularFile) => Promise<T>,
): Promise<T & { readonly fileIdentity: string }> {
  try {
    const file = await openRegularFile(path);
    try {
      const before = await fileIdentity(file);
      const [result] = await Promise.allSettled([read(file)]);
      if ((await fileIdentity(file)) !== before) {
        throw fileChanged([{ filename, reason: 'was written to while it was checked' }]);
      }
      if (result.status === 'rejected') throw result.reason;
      return { ...result.value, fileIdentity: before };
    } finally {
      await file.handle.close();
    }
  } catch (error) {
    throw invalidDistribution(filename, error);
  }
}
