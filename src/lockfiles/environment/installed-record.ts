import { isAbsolute, relative, resolve } from 'node:path';
import { readRegularFile } from '../../files/regular-file.ts';
import { sample } from '../../packaging/distribution-contents.ts';
import { parseRecord, type RecordEntry } from '../../packaging/record.ts';
import type { InstalledRecord } from './installed-distribution.ts';
import { compareFile, type FileVerdict } from './installed-file.ts';

/** A RECORD of so many bytes lists more than a million files. */
const MOST_RECORD_BYTES = 128 * 1024 * 1024;
/** What installers list without a hash, by the last parts of its path. */
const UNHASHED = /(?:^|\/)(?:[^/]+\.dist-info\/RECORD|__pycache__\/[^/]+\.py[co]|[^/]+\.py[co])$/;

/** Where an environment's files are. Absolute paths. */
export interface EnvironmentFolders {
  readonly sitePackages: string;
  /** Scripts and data are next to `lib`: nothing outside of this is opened. */
  readonly prefix: string;
}

/** What a RECORD lists, and how the files on disk compare. */
export interface CheckedRecord {
  readonly record: InstalledRecord;
  /** Absolute paths of all files that it lists. */
  readonly listed: ReadonlySet<string>;
}

/** Holds the files on disk against a RECORD. */
export async function checkRecord(
  distInfo: string,
  folders: EnvironmentFolders,
): Promise<CheckedRecord> {
  const entries = await readRecord(resolve(distInfo, 'RECORD'));
  if (typeof entries === 'string')
    return { record: { ...NOTHING, defect: entries }, listed: new Set() };
  const lists: Record<Verdict, string[]> = {
    unchanged: [],
    changed: [],
    missing: [],
    unhashed: [],
    outside: [],
    expected: [],
  };
  const listed = new Set<string>();
  for (const [path, entry] of entries) {
    const file = resolve(folders.sitePackages, path);
    // Under other spellings a file could be listed, and hashed, a million times.
    if (listed.has(file)) continue;
    listed.add(file);
    lists[isInside(folders.prefix, file) ? verdictOn(file, path, entry) : 'outside'].push(path);
  }
  return {
    record: {
      unchanged: lists.unchanged.length,
      changed: sample(lists.changed),
      missing: sample(lists.missing),
      unhashed: sample(lists.unhashed),
      outside: sample(lists.outside),
    },
    listed,
  };
}

const NOTHING: InstalledRecord = {
  unchanged: 0,
  changed: sample([]),
  missing: sample([]),
  unhashed: sample([]),
  outside: sample([]),
};

type Verdict = FileVerdict | 'outside' | 'expected';

async function readRecord(path: string): Promise<ReadonlyMap<string, RecordEntry> | string> {
  const bytes = await readRegularFile(path, MOST_RECORD_BYTES);
  if (typeof bytes === 'string') return bytes;
  try {
    const record = parseRecord(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof record === 'string' ? record : withoutFolders(record);
  } catch {
    return 'is not UTF-8';
  }
}

function withoutFolders(record: ReadonlyMap<string, RecordEntry>): Map<string, RecordEntry> {
  return new Map([...record].filter(([path]) => !path.endsWith('/')));
}

/** Compiled files come and go with the Python that runs, and installers list them without a hash. */
function verdictOn(file: string, path: string, entry: RecordEntry): Verdict {
  const verdict = compareFile(file, entry);
  const isExpected = (verdict === 'missing' || verdict === 'unhashed') && UNHASHED.test(path);
  return isExpected ? 'expected' : verdict;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !way.startsWith('..') && !isAbsolute(way);
}
