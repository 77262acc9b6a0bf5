import { access, constants, mkdir, mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { unwritable } from '../../run/signing/write-files.ts';
import type { PublishConfig } from '../config.ts';

/**
 * Makes the directory for a release's attestations before anything is asked or signed: the
 * one that was asked for, or a new one for this run alone.
 * @throws PublishError `invalid-configuration` where it cannot be written
 */
export async function makeAttestationsDirectory(config: PublishConfig): Promise<string> {
  const { attestationsDirectory, workspace, tempDirectory } = config;
  const directory = resolve(workspace, attestationsDirectory ?? tempDirectory);
  try {
    if (attestationsDirectory === undefined) {
      return await mkdtemp(join(directory, 'pypi-attestations-'));
    }
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
    return directory;
  } catch (cause) {
    throw unwritable(directory, cause);
  }
}
