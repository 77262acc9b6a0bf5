import { open } from 'node:fs/promises';

/** Refs, configuration, lists of refs: real ones have some kilobytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The text of a regular file; undefined where there is none, or one that cannot be read. */
export async function readSmall(path: string): Promise<string | undefined> {
  const handle = await open(path).catch(() => undefined);
  try {
    const stats = await handle?.stat();
    if (handle === undefined || !stats?.isFile() || stats.size > MOST_BYTES) return undefined;
    return await handle.readFile('utf8');
  } catch {
    return undefined;
  } finally {
    await handle?.close();
  }
}
