import { ArchiveDefect, COMPRESS_LESS } from '../archive-defect.ts';
import { foldedName, unpackedParts } from '../unpacked-path.ts';
import type { RandomAccess } from './random-access.ts';
import { readZipDirectory, readZipEndRecord } from './zip-directory.ts';
import type { ZipEntry } from './zip-entry.ts';
import { checkZipFraming } from './zip-framing.ts';

/** PyPI's limits: beyond this size an archive may not unpack to more than so many times itself. */
const FREE_UNPACKED_BYTES = 64 * 1024 * 1024;
const MOST_UNPACKED_RATIO = 50;

/**
 * The members of a ZIP archive by path, after every check that PyPI makes of the archive
 * itself and those that keep an installer inside its folder. Members are not unpacked.
 * Throws an `ArchiveDefect`.
 */
export async function readZip(file: RandomAccess): Promise<Map<string, ZipEntry>> {
  const end = await readZipEndRecord(file);
  const entries = await readZipDirectory(file, end);
  await checkZipFraming(file, entries, end.directoryOffset);
  let unpacked = 0;
  for (const entry of entries.values()) {
    checkPath(entry.path);
    unpacked += entry.size;
  }
  checkPlaces(entries.keys());
  if (unpacked > FREE_UNPACKED_BYTES && unpacked > file.size * MOST_UNPACKED_RATIO) {
    throw new ArchiveDefect(
      `is a ZIP archive that PyPI refuses: it unpacks to ${unpacked} bytes, more than ${MOST_UNPACKED_RATIO} times its own size`,
      COMPRESS_LESS,
    );
  }
  return entries;
}

/** PyPI compares paths as they are written; of two that differ there, unpackers may make one file. */
function checkPlaces(paths: Iterable<string>): void {
  const places = new Map<string, string>();
  for (const path of paths) {
    const place = placeOf(path);
    const other = places.get(place);
    if (other !== undefined) {
      throw new ArchiveDefect(`has two members that are unpacked in one place (${other}, ${path})`);
    }
    places.set(place, path);
  }
}

/** Where a member is unpacked; for METADATA and its kin also on systems that do not tell case. */
function placeOf(path: string): string {
  const parts = unpackedParts(path);
  const isMetadata = parts.length === 2 && parts[0]?.toLowerCase().endsWith('.dist-info');
  return (isMetadata ? parts.map(foldedName) : parts).join('/');
}

/** Installers refuse such paths too. */
function checkPath(path: string): void {
  if (/^(?:[/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..')) {
    throw new ArchiveDefect(`has a member outside of its own folder (${path})`);
  }
}
