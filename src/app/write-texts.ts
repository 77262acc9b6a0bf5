import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PublishError } from '../errors.ts';

/**
 * Writes every text or none: under passing names first, which are exchanged for the real ones
 * when all of them are written.
 * @param texts by absolute path
 * @throws PublishError `invalid-configuration` where a file cannot be written
 */
export async function writeTexts(texts: ReadonlyMap<string, string>): Promise<void> {
  const run = randomUUID();
  const passing = (path: string) => `${path}.${run}`;
  const written: string[] = [];
  try {
    for (const [path, text] of texts) {
      await mkdir(dirname(path), { recursive: true });
      written.push(passing(path));
      await writeFile(passing(path), text, { flag: 'wx' });
    }
    for (const path of texts.keys()) {
      await rename(passing(path), path);
      written.push(path);
    }
  } catch (cause) {
    for (const path of written) await rm(path, { force: true });
    throw unwritable(dirname([...texts.keys()][0] ?? ''), cause);
  }
}

/** Says that a directory cannot take what is to be written there. */
export function unwritable(directory: string, cause: unknown): PublishError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new PublishError({
    code: 'invalid-configuration',
    message: `Attestations cannot be written to ${directory}: ${why}.`,
    remedy: 'Give a directory that this job may write to as `attestations-dir`.',
    cause,
  });
}
