import { basename } from 'node:path';
import pLimit from 'p-limit';
import { sha256File } from '../archives/sha256.ts';
import { PublishError } from '../errors.ts';
import { parseDistributionFilename } from '../packaging/distribution-filename.ts';
import { formatVersion } from '../packaging/version.ts';
import type { VerificationSubject } from '../provenance/subject.ts';

/** Files hashed at once: disks do not get faster by more. */
const FILES_AT_ONCE = 4;

/**
 * Fills in what subjects leave open and their files tell: bytes at hand are hashed, and a
 * distribution's name holds project and version.
 * @throws PublishError `invalid-configuration` for a file that cannot be read
 */
export async function completeSubjects(
  subjects: readonly VerificationSubject[],
): Promise<readonly VerificationSubject[]> {
  return pLimit(FILES_AT_ONCE).map(subjects, async (subject) => {
    const { path } = subject;
    const filename = subject.filename ?? (path === undefined ? undefined : basename(path));
    const parsed = filename === undefined ? undefined : parseDistributionFilename(filename);
    return {
      ...subject,
      filename,
      sha256: subject.sha256 ?? (path === undefined ? undefined : await hash(path)),
      project: subject.project ?? parsed?.project,
      version: subject.version ?? (parsed && formatVersion(parsed.version)),
    };
  });
}

async function hash(path: string): Promise<string> {
  try {
    return (await sha256File(path)).sha256;
  } catch (cause) {
    throw new PublishError({
      code: 'invalid-configuration',
      message: `${path} cannot be read.`,
      remedy: 'Give paths of files that exist.',
      cause,
    });
  }
}
