import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { writeIdentities } from '../lockfiles/write-identities.ts';
import { normalizeProjectName } from '../packaging/project-name.ts';
import { attestationIdentities } from '../provenance/identity/attestation-identities.ts';
import type { VerifiedItem } from '../provenance/report.ts';
import { readTarget } from './targets/errors.ts';

/**
 * Writes who was verified to have published each package into the `pylock.toml` files that it
 * was locked in (PEP 751 `attestation-identities`). Packages without a verified file, and every
 * other byte, stay as they are.
 * @param workspace where a relative path starts
 * @returns the paths of the files that changed, as they were named
 * @throws PublishError `invalid-target` for a file that cannot be written to as it is laid out
 */
export async function writeLockIdentities(
  items: readonly VerifiedItem[],
  workspace: string,
): Promise<readonly string[]> {
  const byLock = Map.groupBy(items, ({ subject }) => subject.at?.path ?? '');
  const changed: string[] = [];
  for (const [path, own] of byLock) {
    if (!/^pylock(?:\.[^.]+)?\.toml$/.test(basename(path))) continue;
    const identities = attestationIdentities(own);
    const place = resolve(workspace, path);
    const text = await readFile(place, 'utf8');
    const written = await readTarget(async () =>
      writeIdentities(path, text, ({ name }) => identities.get(normalizeProjectName(name))),
    );
    if (written === text) continue;
    await writeFile(place, written);
    changed.push(path);
  }
  return changed;
}
