import { writeFile } from 'node:fs/promises';
import { PublishError } from '../../errors.ts';

/**
 * Writes a result to the file that an option names.
 * @throws PublishError `invalid-configuration`
 */
export async function writeResult(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
    throw new PublishError({
      code: 'invalid-configuration',
      message: `${path} cannot be written${why}.`,
      remedy: 'Name a file in a folder that is there and can be written to.',
      cause,
    });
  }
}
