import { createHash } from 'node:crypto';
import { ArchiveDefect } from '../archives/archive-defect.ts';
import { ContentScan } from '../archives/forbidden-content.ts';
import { PathSet } from '../archives/path-set.ts';
import { visitTarGz } from '../archives/tar/tar-gz.ts';
import { isTarFile } from '../archives/tar/tar-members.ts';
import { refuseZipInTar } from '../archives/two-archives.ts';
import { randomAccess } from '../archives/zip/random-access.ts';
import type { RegularFile } from '../files/regular-file.ts';
import {
  type ArchiveContents,
  type DistributionCandidate,
  MOST_METADATA_BYTES,
} from './candidate.ts';
import { readArchiveFile } from './read-archive-file.ts';
import { sdistLayout } from './sdist-layout.ts';

/**
 * Reads an sdist in one pass: its PKG-INFO, the layout that PyPI demands, and its digest.
 * @throws PublishError `invalid-distribution`, `file-changed`; either names the file
 */
export async function readSdist(candidate: DistributionCandidate): Promise<ArchiveContents> {
  return readArchiveFile(candidate, (file) => readArchive(file, candidate.filename));
}

async function readArchive(
  { handle, size }: RegularFile,
  filename: string,
): Promise<Omit<ArchiveContents, 'fileIdentity'>> {
  if (filename.endsWith('.zip')) {
    throw new ArchiveDefect(
      'is a .zip sdist; PyPI accepts only .tar.gz (PEP 625)',
      'Build the sdist with a current build backend, or leave the file out of the directory if it is not an sdist.',
    );
  }
  const hash = createHash('sha256');
  const layout = sdistLayout();
  const paths = new PathSet();
  const scan = new ContentScan();
  let metadata: Buffer = Buffer.alloc(0);
  await visitTarGz(handle, size, hash, async ({ header, data }) => {
    paths.add(header.path);
    if (layout.add(header)) {
      metadata = await collect(data(), header.path, header.size);
    } else if (isTarFile(header)) {
      const scanner = scan.scannerFor(header.path, header.size);
      if (scanner === undefined) return;
      for await (const piece of data()) scanner.write(piece);
      scan.add(header.path, scanner);
    }
  });
  const top = layout.finish();
  await refuseZipInTar(randomAccess(handle, size));
  return {
    metadata,
    sha256: hash.digest('hex'),
    size,
    forbidden: scan.found(),
    hasLicenseFile: (path) => paths.mayHave(`${top}/${path}`),
    wheel: undefined,
  };
}

async function collect(data: AsyncIterable<Buffer>, path: string, size: number): Promise<Buffer> {
  if (size > MOST_METADATA_BYTES) {
    throw new ArchiveDefect(`has an unreasonably large ${path} (${size} bytes)`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of data) chunks.push(chunk);
  return Buffer.concat(chunks);
}
