import { type CheckedFile, fileChunks } from '../files/file-chunks.ts';
import type { HttpBody } from './messages.ts';

/** A file part, streamed from disk. Its size and digest are those that were checked. */
interface FilePart extends CheckedFile {
  readonly name: string;
  readonly filename: string;
}

/** A body that can be sent again: each try reads its file anew. */
export interface MultipartBody extends HttpBody {
  readonly contentType: string;
}

/**
 * multipart/form-data (RFC 7578) of a known length. Text fields arrive byte for byte:
 * `FormData` would turn every line end of a description into CRLF.
 * @param boundary must occur in no part; a random one of 128 bits does not
 */
export function multipartBody(
  fields: readonly (readonly [name: string, value: string])[],
  file: FilePart,
  boundary: string,
): MultipartBody {
  const head = fields.map(
    ([name, value]) => `--${boundary}\r\n${disposition(name)}\r\n\r\n${value}\r\n`,
  );
  const fileHead =
    `--${boundary}\r\n${disposition(file.name, file.filename)}\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n';
  const start = Buffer.from(head.join('') + fileHead, 'utf8');
  const end = Buffer.from(`\r\n--${boundary}--\r\n`, 'utf8');
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    byteLength: start.length + file.size + end.length,
    async *chunks() {
      yield start;
      // Throws before the last chunk where the file changed: no server gets a complete body then.
      yield* fileChunks(file);
      yield end;
    },
  };
}

function disposition(name: string, filename?: string): string {
  const suffix = filename === undefined ? '' : `; filename="${quoted(filename)}"`;
  return `Content-Disposition: form-data; name="${quoted(name)}"${suffix}`;
}

/** The HTML standard's escapes for names in multipart headers. */
function quoted(text: string): string {
  return text.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** The same body, telling how many bytes have been taken from it in this pass so far. */
export function observedBody<T extends HttpBody>(body: T, onBytes: (taken: number) => void): T {
  return {
    ...body,
    async *chunks() {
      let taken = 0;
      for await (const chunk of body.chunks()) {
        yield chunk;
        taken += chunk.length;
        onBytes(taken);
      }
    },
  };
}
