import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Exchange } from '../http/server.ts';
import { sendPage } from './refusal.ts';
import type { IndexState } from './state.ts';

/** `GET /packages/…/{filename}`, and with `.metadata` at its end a wheel's METADATA (PEP 658). */
export async function download(exchange: Exchange, state: IndexState): Promise<void> {
  const { request, response, params } = exchange;
  const sha256 = `${params.get('a')}${params.get('b')}${params.get('c')}`;
  const name = params.get('filename') ?? '';
  const file = state.files.find(
    (candidate) =>
      candidate.sha256 === sha256 &&
      [candidate.filename, `${candidate.filename}.metadata`].includes(name),
  );
  const isMetadata = file !== undefined && name !== file.filename;
  if (file === undefined || (isMetadata && file.metadata === undefined)) {
    sendPage(exchange, 404);
    return;
  }
  const type = 'application/octet-stream';
  if (isMetadata) {
    response.writeHead(200, { 'content-type': type }).end(file.metadata);
    return;
  }
  response.writeHead(200, { 'content-type': type, 'content-length': file.size });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file.path), response);
}
