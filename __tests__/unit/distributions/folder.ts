import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { DistributionCandidate } from '../../../src/distributions/candidate.ts';
import { publishErrorOf } from '../../wire/failure.ts';

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

/** Why an archive is refused: a sentence that begins with its name. */
export async function archiveRefusal(call: Promise<unknown>, filename: string): Promise<string> {
  const error = await publishErrorOf(call);
  expect(error.code).toBe('invalid-distribution');
  expect(error.message.startsWith(`${filename} `)).toBe(true);
  expect(error.remedy).not.toBe('');
  return error.message;
}

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders.splice(0)) {
    await rm(folder, { recursive: true });
  }
});
