import { open } from 'node:fs/promises';
import { ArchiveDefect } from '../archives/archive-defect.ts';
import { randomAccess } from '../archives/zip/random-access.ts';
import { readZip } from '../archives/zip/zip.ts';
import { readZipMember } from '../archives/zip/zip-member.ts';
import { parseRecord, type RecordEntry } from '../packaging/record.ts';
import { MOST_METADATA_BYTES } from './candidate.ts';

/**
 * What a wheel's RECORD says of its files, by their path in it. Nothing is unpacked.
 * @param filename its own name, whatever the file at `path` is called
 * @throws ArchiveDefect, or what `node:fs` throws
 */
export async function readWheelRecord(
  path: string,
  filename: string,
): Promise<ReadonlyMap<string, RecordEntry>> {
  const handle = await open(path);
  try {
    const file = randomAccess(handle, (await handle.stat()).size);
    const folder = `${filename.split('-').slice(0, 2).join('-')}.dist-info`;
    const entry = (await readZip(file)).get(`${folder}/RECORD`);
    if (entry === undefined) throw new ArchiveDefect(`has no ${folder}/RECORD`);
    const bytes = await readZipMember(file, entry, MOST_METADATA_BYTES);
    const record = parseRecord(bytes.toString('utf8'));
    if (typeof record === 'string') throw new ArchiveDefect(`has a RECORD that ${record}`);
    return record;
  } finally {
    await handle.close();
  }
}
