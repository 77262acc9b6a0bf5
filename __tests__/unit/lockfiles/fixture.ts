import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LockDocument } from '../../../src/lockfiles/lock-document.ts';
import { readLock } from '../../../src/lockfiles/read-lock.ts';

const FOLDER = resolve(import.meta.dirname, '../../fixtures/locks');

export interface Fixture {
  readonly document: LockDocument;
  /** The file's lines; the first has index 0. */
  readonly lines: readonly string[];
}

/** A lock that a real tool wrote. */
export async function fixture(path: string): Promise<Fixture> {
  const bytes = await readFile(join(FOLDER, path));
  return { document: await readLock(path, bytes), lines: bytes.toString().split('\n') };
}
