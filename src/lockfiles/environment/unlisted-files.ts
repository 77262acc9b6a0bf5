import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Files looked at; a large environment has some hundred thousand. */
const MOST_FILES = 1_000_000;
const COMPILED = /\.py[co]$/;

/**
 * Finds files that Python could import and no RECORD lists. Links are not followed.
 * @param listed Absolute paths.
 * @returns Paths relative to the folder, `/` between their parts, `.pth` files first.
 */
export async function unlistedFiles(
  sitePackages: string,
  listed: ReadonlySet<string>,
): Promise<string[]> {
  const unlisted: string[] = [];
  const folders = [sitePackages];
  let seen = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder)) {
      seen += 1;
      if (seen > MOST_FILES) return sorted(unlisted);
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!/\.egg-info$/.test(entry.name)) folders.push(path);
      } else if (!listed.has(path) && !COMPILED.test(entry.name)) {
        unlisted.push(relative(sitePackages, path).replaceAll(sep, '/'));
      }
    }
  }
  return sorted(unlisted);
}

function sorted(paths: readonly string[]): string[] {
  const isFirst = (path: string) => path.endsWith('.pth') && !path.includes('/');
  return paths.toSorted((a, b) =>
    isFirst(a) === isFirst(b) ? (a < b ? -1 : 1) : Number(isFirst(b)) - Number(isFirst(a)),
  );
}

/** A folder that vanishes or must not be read has nothing to import. */
async function entriesOf(folder: string): Promise<Awaited<ReturnType<typeof listing>>> {
  try {
    return await listing(folder);
  } catch {
    return [];
  }
}

async function listing(folder: string) {
  return readdir(folder, { withFileTypes: true });
}
