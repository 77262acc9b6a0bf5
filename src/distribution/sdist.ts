import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ArchiveDefect, invalidDistribution } from './archive-defect.ts';
import {
  type ArchiveContents,
  type DistributionCandidate,
  MOST_METADATA_BYTES,
} from './candidate.ts';
import { PathSet } from './path-set.ts';
import { sdistLayout } from './sdist-layout.ts';
import { type TarEntry, visitTarGz } from './tar-gz.ts';

/**
 * Reads an sdist in one pass: its PKG-INFO, the layout that PyPI demands, and its digest.
 * Throws `PublishError('invalid-distribution')` that names the file.
 */
export async function readSdist(candidate: DistributionCandidate): Promise<ArchiveContents> {
  try {
    if (candidate.filename.endsWith('.zip')) {
      throw new ArchiveDefect(
        'is a .zip sdist; PyPI takes only .tar.gz (PEP 625)',
        'Build the sdist with a current build backend, or leave the file out of the directory if it is no sdist.',
      );
    }
    const handle = await open(candidate.path);
    try {
      const hash = createHash('sha256');
      const layout = sdistLayout();
      const paths = new PathSet();
      let metadata: Buffer = Buffer.alloc(0);
      const size = await visitTarGz(handle, hash, async (header, data) => {
        paths.add(header.path);
        if (layout.add(header)) {
          metadata = await collect(data, header.path, header.size);
        }
      });
      const top = layout.finish();
      return {
        metadata,
        sha256: hash.digest('hex'),
        size,
        hasLicenseFile: (path) => paths.mayHave(`${top}/${path}`),
        wheel: undefined,
      };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw invalidDistribution(candidate.filename, error);
  }
}

async function collect(data: TarEntry, path: string, size: number): Promise<Buffer> {
  if (size > MOST_METADATA_BYTES) {
    throw new ArchiveDefect(`has an unreasonably large ${path} (${size} bytes)`);
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of data) {
    chunks.push(chunk as Uint8Array);
  }
  return Buffer.concat(chunks);
}
