import { join } from 'node:path';
import { readInputFile } from '../files/input-file.ts';

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * The commit that actions/checkout has checked out, read from `.git` (gitrepository-layout(5)), because
 * an action starts no process.
 * @param folder holds `.git`
 * @returns undefined where there is no checkout, or it keeps its refs in another way
 */
export async function checkedOutCommit(folder: string): Promise<string | undefined> {
  const read = (name: string) => readInputFile(join(folder, '.git', name)).catch(() => '');
  const head = (await read('HEAD')).trim();
  if (COMMIT.test(head)) return head;
  const ref = /^ref: (refs\/heads\/\S+)$/.exec(head)?.[1];
  if (ref === undefined || ref.split('/').includes('..')) return undefined;
  const loose = (await read(ref)).trim();
  if (COMMIT.test(loose)) return loose;
  const packed = (await read('packed-refs')).split('\n').map((line) => line.split(' '));
  return packed.find(([id = '', name]) => name === ref && COMMIT.test(id))?.[0];
}
