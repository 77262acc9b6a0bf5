import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import type { DistributionCandidate } from '../../../src/distribution/candidate.ts';
import { PublishError } from '../../../src/errors.ts';

/** A new empty folder, removed after the test file. */
export async function makeFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'distribution-')));
  folders.push(folder);
  return folder;
}

/** Puts a file into a folder of its own. */
export async function place(filename: string, bytes: Uint8Array): Promise<DistributionCandidate> {
  const path = join(await makeFolder(), filename);
  await writeFile(path, bytes);
  return { path, filename };
}

/** The error that a call must end with. */
export async function publishErrorOf(call: Promise<unknown>): Promise<PublishError> {
  const error = await call.then(
    () => new Error('the call did not fail'),
    (reason: unknown) => reason,
  );
  if (error instanceof PublishError) {
    return error;
  }
  throw error;
}

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders.splice(0)) {
    await rm(folder, { recursive: true });
  }
});
