import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { visitTarGz } from '../../src/archives/tar/tar-gz.ts';
import { readSdist } from '../../src/distributions/sdist.ts';
import { PublishError } from '../../src/errors.ts';
import { mustRun } from '../process.ts';
import { tarMutants } from './tar-mutations.ts';

const JUDGE = resolve(import.meta.dirname, 'tar_judge.py');
const FILENAME = 'sample-1.0.tar.gz';

interface Sight {
  readonly names: readonly string[];
  /** The SHA-256 of PKG-INFO in hex. */
  readonly info: string;
}

export interface TarComparison {
  readonly checked: number;
  /** Taken here: Python sees the same members in them, or they are among the disagreements. */
  readonly taken: number;
  /** Why files are refused here in which PyPI's checks find nothing, with their counts. */
  readonly stricter: ReadonlyMap<string, number>;
  readonly disagreements: readonly string[];
}

/** What is seen in altered sdists, beside what PyPI's checks see with Python's tarfile. */
export async function compareTars(
  python: string,
  workDir: string,
  count: number,
): Promise<TarComparison> {
  const mutants = await tarMutants(count);
  const input = JSON.stringify(mutants.map((bytes) => bytes.toString('base64')));
  const theirs: readonly (Sight | null)[] = JSON.parse(await mustRun(python, [JUDGE], { input }));
  const disagreements: string[] = [];
  let taken = 0;
  const stricter = new Map<string, number>();
  for (const [index, bytes] of mutants.entries()) {
    const ours = await ourSight(join(workDir, FILENAME), bytes);
    const their = theirs[index] ?? null;
    if (typeof ours === 'string') {
      if (their !== null) stricter.set(ours, (stricter.get(ours) ?? 0) + 1);
      continue;
    }
    taken += 1;
    const [a, b] = [JSON.stringify(ours), JSON.stringify(their)];
    if (a !== b) disagreements.push(`mutant ${index}: ${a} against ${b}`);
  }
  return { checked: mutants.length, taken, stricter, disagreements };
}

/** What is seen, or the reason why nothing is, without the names in it. */
async function ourSight(path: string, bytes: Buffer): Promise<Sight | string> {
  await writeFile(path, bytes);
  try {
    const { metadata } = await readSdist({ path, filename: FILENAME });
    return { names: await names(path), info: createHash('sha256').update(metadata).digest('hex') };
  } catch (error) {
    if (error instanceof PublishError)
      return error.message.replaceAll(/ \(.*\)|sample-1\.0\S*/gs, '');
    throw error;
  }
}

/** Python writes directories without a slash at the end. */
async function names(path: string): Promise<string[]> {
  const found: string[] = [];
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    await visitTarGz(handle, size, createHash('sha256'), async ({ header }) => {
      found.push(header.type === 'directory' ? header.path.replace(/\/+$/, '') : header.path);
    });
  } finally {
    await handle.close();
  }
  return found;
}
