import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';

/** The `content` part, already on disk. */
export interface UploadedContent {
  /** As the part gave it, not shortened. */
  readonly filename: string;
  readonly mimeType: string;
  readonly path: string;
  readonly size: number;
  readonly md5: string;
  readonly sha256: string;
}

export interface UploadForm {
  /** Text fields by name, each with its values in order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Names of the fields that came as files. */
  readonly fileFields: ReadonlySet<string>;
  readonly content: UploadedContent | undefined;
}

/** All of the body came, but it is no multipart form. */
export class MalformedForm extends Error {}

const FIELD_LIMIT = 16 * 1024 * 1024;

/**
 * Reads a multipart body to its end, the file streamed into `directory`. Any other body gives an
 * empty form. Throws MalformedForm. Values are treated as PyPI's forklift does: `UNKNOWN` is dropped, NUL is written out.
 */
export async function readUploadForm(
  request: IncomingMessage,
  directory: string,
): Promise<UploadForm> {
  if (!request.headers['content-type']?.startsWith('multipart/form-data')) {
    await request.resume().toArray();
    return { fields: new Map(), fileFields: new Set(), content: undefined };
  }
  const fields = new Map<string, string[]>();
  const fileFields = new Set<string>();
  const saved: Promise<UploadedContent>[] = [];
  const parser = busboy({
    headers: request.headers,
    preservePath: true,
    defParamCharset: 'utf8',
    limits: { fieldSize: FIELD_LIMIT },
  });
  parser.on('field', (name, value) => {
    if (value.trim() === 'UNKNOWN') return;
    const values = fields.get(name) ?? [];
    values.push(value.replaceAll('\0', '\\x00'));
    fields.set(name, values);
  });
  parser.on('file', (name, stream, info: { filename?: string | undefined; mimeType: string }) => {
    const { filename } = info;
    if (filename !== undefined) fileFields.add(name);
    if (name === 'content' && filename !== undefined && saved.length === 0) {
      const content = saveContent(stream, directory, filename, info.mimeType);
      content.catch(() => {}); // It is awaited below; the body may fail first.
      saved.push(content);
    } else stream.resume();
  });
  try {
    await pipeline(request, parser);
  } catch (error) {
    for (const content of saved) {
      await content.then(({ path }) => rm(path)).catch(() => {});
    }
    if (request.complete) throw new MalformedForm();
    throw error;
  }
  return { fields, fileFields, content: await saved[0] };
}

async function saveContent(
  stream: Readable,
  directory: string,
  filename: string,
  mimeType: string,
): Promise<UploadedContent> {
  const path = join(directory, randomUUID());
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  let size = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      md5.update(chunk);
      sha256.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await pipeline(stream, measure, createWriteStream(path));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { filename, mimeType, path, size, md5: md5.digest('hex'), sha256: sha256.digest('hex') };
}
