import { stat } from 'node:fs/promises';

/** Whether something is there that is no folder. */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}
