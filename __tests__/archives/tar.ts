import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

/** One member of a tar archive: a file unless `type` says otherwise. */
export interface TarMember extends Partial<Omit<Header, 'name' | 'size'>> {
  readonly path: string;
  readonly content?: string | Uint8Array;
}

/** A tar archive with fixed times, so that the same input gives the same bytes. */
export async function buildTar(members: readonly TarMember[]): Promise<Buffer> {
  const archive = pack();
  const bytes = buffer(archive);
  for (const { path, content, ...headers } of members) {
    archive.entry({ mtime: new Date(0), ...headers, name: path }, Buffer.from(content ?? ''));
  }
  archive.finalize();
  return bytes;
}

export async function buildTarGz(members: readonly TarMember[]): Promise<Buffer> {
  return gzipSync(await buildTar(members));
}
