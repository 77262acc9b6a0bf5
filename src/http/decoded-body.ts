import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpResponse } from './messages.ts';

const unzip = promisify(gunzip);

/** The header that asks for what {@link decodedBody} reads. */
export const ACCEPT_GZIP = { 'accept-encoding': 'gzip' } as const;

/**
 * An answer whose body is no longer compressed: project pages shrink to a tenth.
 * @param maxBytes of the body as it was before it was compressed
 * @returns undefined where it is compressed otherwise, broken, or longer than that
 */
export async function decodedBody(
  response: HttpResponse,
  maxBytes: number,
): Promise<HttpResponse | undefined> {
  const encoding = response.headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return response;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') return undefined;
  try {
    return { ...response, body: await unzip(response.body, { maxOutputLength: maxBytes }) };
  } catch {
    return undefined;
  }
}
