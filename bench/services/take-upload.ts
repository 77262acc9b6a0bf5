import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { IndexState } from '../../sandbox/index/state.ts';

/** What a client says of an upload. */
export interface TakenUpload {
  readonly filename: string;
  /** Bytes of the file. */
  readonly size: number;
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/**
 * Takes an upload at its word: reads all of it, checks and keeps nothing but what the client says
 * of it. Digests of what arrived, archives and signatures are checked in rounds that are not
 * measured, so that the stand-in's own work does not stand in the way of any contestant.
 */
export async function readUpload(request: IncomingMessage): Promise<TakenUpload> {
  const fields = new Map<string, string[]>();
  let filename = '';
  let size = 0;
  const parser = busboy({ headers: request.headers, limits: { fieldSize: 16 * 1024 * 1024 } });
  parser.on('field', (name, value) => {
    fields.set(name, [...(fields.get(name) ?? []), value]);
  });
  parser.on('file', (_name, stream, info: { filename?: string }) => {
    filename = info.filename ?? '';
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
    });
  });
  await pipeline(request, parser);
  return { filename, size, fields };
}

/** Puts an upload on the index. */
export function storeUpload({ filename, size, fields }: TakenUpload, state: IndexState): void {
  const version = fields.get('version')?.[0] ?? '';
  const project = state.projects.get('bench-project');
  const [publisher] = state.publishers;
  if (project === undefined || publisher === undefined) throw new Error('the index is empty');
  const now = Date.now();
  const release = project.releases.get(version) ?? { version, createdAt: now, files: [] };
  const attestations: readonly object[] = JSON.parse(fields.get('attestations')?.[0] ?? '[]');
  const file = {
    filename,
    project,
    version,
    filetype: filename.endsWith('.whl') ? ('bdist_wheel' as const) : ('sdist' as const),
    path: '',
    size,
    sha256: fields.get('sha256_digest')?.[0] ?? '',
    uploadedAt: now,
    metadata: undefined,
    fields,
    attestations,
    publisher,
    yanked: false,
  };
  release.files.push(file);
  project.releases.set(version, release);
  state.files.push(file);
}
