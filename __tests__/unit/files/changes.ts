import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';

/** A pipe that nobody writes to. Windows has none in folders: a folder stands in for it there. */
export async function makePipe(path: string): Promise<void> {
  if (process.platform === 'win32') await mkdir(path);
  else execFileSync('mkfifo', [path]);
}

/** A link to a device that can be read for ever. Windows has none: see {@link makePipe}. */
export async function makeLinkToDevice(path: string): Promise<void> {
  if (process.platform === 'win32') await mkdir(path);
  else await symlink('/dev/zero', path);
}

/** What can become of a file with the five bytes `bytes` after it was checked. */
export interface Change {
  readonly what: string;
  readonly change: (path: string) => Promise<unknown>;
  /** How it is told, the rest of a sentence that begins with the file's name. */
  readonly reason: RegExp;
}

/** Replaces a file by what `make` puts in its place. */
const replace = (make: (path: string) => unknown) => async (path: string) => {
  await rm(path);
  await make(path);
};

export const CHANGES: readonly Change[] = [
  {
    what: 'other bytes of the same size were written into it',
    change: (path) => writeFile(path, 'BYTES'),
    reason: /^has other bytes than when it was checked$/,
  },
  {
    what: 'a file of the same size was moved over it',
    change: async (path) => {
      await writeFile(`${path}.new`, 'BYTES');
      await rename(`${path}.new`, path);
    },
    reason: /^has other bytes than when it was checked$/,
  },
  {
    what: 'it grew',
    change: (path) => writeFile(path, 'bytes and more'),
    reason: /^has 14 bytes, and had 5 when it was checked$/,
  },
  {
    what: 'it was cut',
    change: (path) => truncate(path, 2),
    reason: /^has 2 bytes, and had 5 when it was checked$/,
  },
  {
    what: 'it is a link to another file',
    change: replace(async (path) => {
      await writeFile(`${path}.other`, 'BYTES');
      await symlink(`${path}.other`, path);
    }),
    reason: /^has other bytes than when it was checked$/,
  },
  {
    what: 'it is a link to itself',
    change: replace((path) => symlink(path, path)),
    reason: /^can no longer be read \(ELOOP\)$/,
  },
  {
    what: 'it is a link to nothing',
    change: replace((path) => symlink(`${path}.nothing`, path)),
    reason: /^is no longer there$/,
  },
  {
    what: 'it is a link to an endless device',
    change: replace(makeLinkToDevice),
    reason: /^is a folder, pipe or device now$/,
  },
  {
    what: 'it is a pipe that nobody writes to',
    change: replace(makePipe),
    reason: /^is a folder, pipe or device now$/,
  },
  {
    what: 'it is a folder',
    change: replace((path) => mkdir(path)),
    reason: /^is a folder, pipe or device now$/,
  },
  { what: 'it is gone', change: (path) => rm(path), reason: /^is no longer there$/ },
];
