import { readRegularFile } from './regular-file.ts';

/** Far more than any file of this kind: hashes, certificates, trusted roots, payloads of events. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The text of a file that a workflow names, or that lies in a checkout: of a regular file only,
 * since a link can lead to a device that never ends.
 * @throws Error with the rest of a sentence that begins with its path
 */
export async function readInputFile(path: string): Promise<string> {
  const bytes = await readRegularFile(path, MOST_BYTES);
  if (typeof bytes === 'string') throw new Error(bytes);
  return bytes.toString('utf8');
}
