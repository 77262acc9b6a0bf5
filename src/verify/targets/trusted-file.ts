import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { PublishError } from '../../errors.ts';
import { readInputFile } from '../../files/input-file.ts';
import { readTarget } from './errors.ts';
import type { Sources } from './sources.ts';

/** A file that decides what passes, and the option that names it. */
export interface TrustedFile {
  readonly option: string;
  /** As written: from the workspace, or absolute. */
  readonly path: string;
  /** What the file should be, for messages. */
  readonly remedy: string;
}

/**
 * Reads a file that decides what passes, such as keys or a pack. Where a change is verified, a file
 * of the checkout is read from its base: the change does not choose what it is judged by. A file
 * outside the checkout was put there by the workflow and is read as it is.
 * @throws PublishError `invalid-configuration`, `base-unavailable`
 */
export async function readTrustedFile(
  file: TrustedFile,
  workspace: string,
  { base }: Pick<Sources, 'base'>,
): Promise<string> {
  const inside = base && (await pathInside(workspace, file.path));
  if (base === undefined || inside === undefined) {
    return readInputFile(resolve(workspace, file.path)).catch((cause) => {
      throw unreadable(file, 'cannot be read', file.remedy, cause);
    });
  }
  const bytes = await readTarget(() => base.file(inside));
  if (bytes === undefined) {
    throw unreadable(file, 'is not in the base of the change', NOT_IN_BASE);
  }
  if (typeof bytes === 'string') throw unreadable(file, bytes, file.remedy);
  return new TextDecoder('utf-8').decode(bytes);
}

const NOT_IN_BASE =
  'A change cannot bring what it is judged by. Merge the file first, or have the workflow put it outside the checkout (such as in `$RUNNER_TEMP`).';

/** The path below a folder, also where a link leads into it; undefined for a path outside. */
export async function pathInside(folder: string, path: string): Promise<string | undefined> {
  const absolute = resolve(folder, path);
  const real = async (one: string) => realpath(one).catch(() => one);
  return below(folder, absolute) ?? below(await real(folder), await real(absolute));
}

function below(folder: string, path: string): string | undefined {
  const short = relative(folder, path).replaceAll('\\', '/');
  return short === '..' || short.startsWith('../') || isAbsolute(short) ? undefined : short;
}

function unreadable(
  { option, path }: TrustedFile,
  why: string,
  remedy: string,
  cause?: unknown,
): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `\`${option}\` names ${path}, which ${why}.`,
    remedy,
    cause,
  });
}
