import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IndexState, Project, StoredFile } from './state.ts';

/** A file that is on the index without having been uploaded. */
export interface Deposit {
  readonly project: string;
  /** In its normal form. */
  readonly version: string;
  readonly filename: string;
  readonly bytes: Buffer;
  /** Milliseconds since 1970. */
  readonly uploadedAt: number;
  /** What the integrity API serves; undefined where the file was never attested. */
  readonly provenance: unknown;
  /** METADATA of a wheel, served as PEP 658 has it; not served unless given. */
  readonly metadata?: Buffer;
}

/** Stores a file, its bytes below `directory`. */
export function depositFile(
  state: IndexState,
  project: Project,
  { version, filename, bytes, uploadedAt, provenance, metadata }: Deposit,
  directory: string,
): StoredFile {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(directory, `deposit-${sha256}`);
  writeFileSync(path, bytes);
  const file: StoredFile = {
    filename,
    project,
    version,
    filetype: filename.endsWith('.whl') ? 'bdist_wheel' : 'sdist',
    path,
    size: bytes.length,
    sha256,
    uploadedAt,
    metadata,
    fields: new Map(),
    attestations: [],
    publisher: undefined,
    provenance,
    yanked: false,
  };
  const known = project.releases.get(version);
  const release = known ?? { version, createdAt: uploadedAt, files: [] };
  release.files.push(file);
  project.releases.set(version, release);
  state.files.push(file);
  return file;
}
