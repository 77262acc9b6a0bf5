import { join, resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { readInputFile } from '../../files/input-file.ts';
import type { RekorApiVersions } from '../../sigstore/model/client-trust-config.ts';
import { publicInstance } from '../../sigstore/public-instance.ts';
import {
  instanceFromTrustConfig,
  type SigstoreInstance,
} from '../../sigstore/sigstore-instance.ts';
import type { Deps } from '../deps.ts';
import type { RunFolders } from '../folders.ts';

/**
 * The Sigstore instance to sign with, as the configuration names it. A file is read at
 * once, so that a wrong one is said before any request; the public instance is asked for
 * when the returned function is called, until the signal that is given to it is aborted.
 * @param rekorApiVersions the logs whose entries are wanted, the preferred one first
 * @throws PublishError `invalid-trust-config`, `invalid-configuration`
 */
export async function prepareSigstore(
  trustConfigPath: string | undefined,
  places: RunFolders,
  rekorApiVersions: RekorApiVersions,
  deps: Deps,
): Promise<(signal?: AbortSignal) => Promise<SigstoreInstance>> {
  const choice = { rekorApiVersions, now: deps.clock.now() };
  if (trustConfigPath === undefined) {
    const cache = join(places.tempDirectory, 'pypi-trusted-publish-tuf');
    return (signal) => publicInstance(cache, choice, { clock: deps.clock, signal });
  }
  const text = await readTrustConfig(trustConfigPath, places.workspace);
  const instance = instanceFromTrustConfig(text, trustConfigPath, choice);
  return async () => instance;
}

/**
 * The text of the file that `sigstore-trust-config` names.
 * @throws PublishError `invalid-configuration`
 */
export async function readTrustConfig(trustConfigPath: string, workspace: string): Promise<string> {
  const path = resolve(workspace, trustConfigPath);
  try {
    return await readInputFile(path);
  } catch (cause) {
    throw new PublishError({
      code: 'invalid-configuration',
      message: `\`sigstore-trust-config\` names ${path}, which cannot be read.`,
      remedy: 'Give the path of a file, or leave the input out for the public Sigstore.',
      cause,
    });
  }
}
