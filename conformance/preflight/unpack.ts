import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { randomAccess } from '../../src/archives/zip/random-access.ts';
import { readZip } from '../../src/archives/zip/zip.ts';
import { readZipMember } from '../../src/archives/zip/zip-member.ts';
import type { Member } from './spoil.ts';

/** The members of a wheel, to be put together anew. */
export async function unpackWheel(path: string): Promise<Member[]> {
  const handle = await open(path);
  try {
    const file = randomAccess(handle, (await handle.stat()).size);
    const members: Member[] = [];
    for (const entry of (await readZip(file)).values()) {
      members.push({ path: entry.path, content: await readZipMember(file, entry, entry.size) });
    }
    return members;
  } finally {
    await handle.close();
  }
}

/** The members of an sdist, to be put together anew. */
export async function unpackSdist(path: string): Promise<Member[]> {
  const handle = await open(path);
  const archive = extract();
  const reading = Readable.from(handle.createReadStream()).pipe(createGunzip()).pipe(archive);
  const members: Member[] = [];
  for await (const entry of archive) {
    const { name, type, linkname, mode } = entry.header;
    const content = await buffer(entry);
    members.push({
      path: name,
      content,
      ...(type === undefined ? {} : { type }),
      ...(linkname ? { linkname } : {}),
      ...(mode === undefined ? {} : { mode }),
    });
  }
  reading.destroy();
  return members;
}
