import { open } from 'node:fs/promises';
import { ArchiveDefect, invalidDistribution } from './archive-defect.ts';
import {
  type ArchiveContents,
  type DistributionCandidate,
  MOST_METADATA_BYTES,
} from './candidate.ts';
import { type RandomAccess, randomAccess } from './random-access.ts';
import { sha256Handle } from './sha256.ts';
import { readZip } from './zip.ts';
import { readZipMember } from './zip-member.ts';

/** In `{name}-{version}.dist-info/` of every wheel (PEP 427). */
const REQUIRED_FILES = ['METADATA', 'WHEEL', 'RECORD'] as const;

/**
 * Reads a wheel: its METADATA (PEP 427), with the checks that PyPI makes of the archive, and
 * its digest. Throws `PublishError('invalid-distribution')` that names the file.
 */
export async function readWheel(candidate: DistributionCandidate): Promise<ArchiveContents> {
  try {
    const handle = await open(candidate.path);
    try {
      const file = randomAccess(handle, (await handle.stat()).size);
      const metadata = await readMetadata(file, candidate.filename);
      return { metadata, ...(await sha256Handle(handle)) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw invalidDistribution(candidate.filename, error);
  }
}

async function readMetadata(file: RandomAccess, filename: string): Promise<Buffer> {
  const entries = await readZip(file);
  // PyPI takes the first two parts as written: a name in another spelling is another folder.
  const folder = `${filename.split('-').slice(0, 2).join('-')}.dist-info`;
  const missing = REQUIRED_FILES.filter((name) => !entries.has(`${folder}/${name}`));
  if (missing.length > 0) {
    throw missingFiles(folder, missing, entries.keys());
  }
  let metadata: Buffer = Buffer.alloc(0);
  for (const name of REQUIRED_FILES) {
    const entry = entries.get(`${folder}/${name}`);
    if (entry !== undefined) {
      // The others are read to know that they can be.
      const content = await readZipMember(file, entry, MOST_METADATA_BYTES);
      metadata = name === 'METADATA' ? content : metadata;
    }
  }
  return metadata;
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
