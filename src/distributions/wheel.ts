import { ArchiveDefect } from '../archives/archive-defect.ts';
import { ContentScan } from '../archives/forbidden-content.ts';
import { refuseTarInZip } from '../archives/two-archives.ts';
import { randomAccess } from '../archives/zip/random-access.ts';
import { readZip } from '../archives/zip/zip.ts';
import { visitZipContents } from '../archives/zip/zip-contents.ts';
import { readZipMember } from '../archives/zip/zip-member.ts';
import type { RegularFile } from '../files/regular-file.ts';
import { entryPointsDefect } from '../packaging/entry-points.ts';
import { parseWheelFile } from '../packaging/wheel-file.ts';
import {
  type ArchiveContents,
  type DistributionCandidate,
  MOST_METADATA_BYTES,
} from './candidate.ts';
import { readArchiveFile } from './read-archive-file.ts';
import { recordChecker } from './record-check.ts';

/** In `{name}-{version}.dist-info/` of every wheel (PEP 427). */
const REQUIRED_FILES = ['METADATA', 'WHEEL', 'RECORD'] as const;

/**
 * Reads a wheel (PEP 427) from end to end in constant memory: its METADATA, the checks that PyPI
 * makes of the archive, each member unpacked and held against RECORD, and its digest.
 * @throws PublishError `invalid-distribution`, `file-changed`; either names the file
 */
export async function readWheel(candidate: DistributionCandidate): Promise<ArchiveContents> {
  return readArchiveFile(candidate, (file) => readArchive(file, candidate.filename));
}

async function readArchive(
  { handle, size }: RegularFile,
  filename: string,
): Promise<Omit<ArchiveContents, 'fileIdentity'>> {
  const file = randomAccess(handle, size);
  const entries = await readZip(file);
  await refuseTarInZip(file);
  // PyPI takes the first two parts as written: a name in another spelling is another folder.
  const folder = `${filename.split('-').slice(0, 2).join('-')}.dist-info`;
  const missing = REQUIRED_FILES.filter((name) => !entries.has(`${folder}/${name}`));
  if (missing.length > 0) {
    throw missingFiles(folder, missing, entries.keys());
  }
  const read = async (name: string): Promise<Buffer | undefined> => {
    const entry = entries.get(`${folder}/${name}`);
    return entry && readZipMember(file, entry, MOST_METADATA_BYTES);
  };
  const metadata = (await read('METADATA')) ?? Buffer.alloc(0);
  const wheelFile = parseWheelFile((await read('WHEEL')) ?? Buffer.alloc(0));
  const entryPoints = await read('entry_points.txt');
  const record = recordChecker((await read('RECORD')) ?? Buffer.alloc(0), folder);
  const scan = new ContentScan();
  const digest = await visitZipContents(handle, size, entries.values(), { ...record, scan });
  return {
    metadata,
    ...digest,
    forbidden: scan.found(),
    hasLicenseFile: (path) => entries.has(`${folder}/licenses/${path}`),
    wheel: {
      record: record.finish(),
      entryPointsDefect: entryPoints && entryPointsDefect(entryPoints),
      wheelVersion: wheelFile.version,
      tags: wheelFile.tags,
    },
  };
}

function missingFiles(
  folder: string,
  missing: readonly string[],
  paths: Iterable<string>,
): ArchiveDefect {
  const other = [...paths].find((path) => /^[^/]+\.dist-info\/METADATA$/.test(path));
  if (other === undefined || other.startsWith(`${folder}/`)) {
    const files = missing.map((name) => `${folder}/${name}`).join(', ');
    return new ArchiveDefect(`is not a wheel: it has no ${files}`);
  }
  return new ArchiveDefect(
    `has its metadata in ${other.slice(0, -'/METADATA'.length)}, but by its file name they belong in ${folder}`,
    'Do not rename wheels, and do not copy files into them: build the wheel again under the name and version that it should have.',
  );
}
