import { pipeline } from 'node:stream';
import { isNativeError } from 'node:util/types';
import { createGunzip } from 'node:zlib';
import type { HttpResponse } from './messages.ts';

/** The header that asks for what {@link decodedBody} reads. */
export const ACCEPT_GZIP = { 'accept-encoding': 'gzip' } as const;

/**
 * A body as it was before it was compressed: project pages shrink to a tenth.
 * @throws RangeError where it is compressed otherwise, or broken, as what comes after "it"
 */
export async function* decodedBody(
  body: AsyncIterable<Uint8Array>,
  { headers }: Pick<HttpResponse, 'headers'>,
): AsyncGenerator<Uint8Array> {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') {
    yield* body;
    return;
  }
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new RangeError('is compressed in a way that was not asked for');
  }
  // What is wrong with it comes out of the last of the streams.
  const decoded = pipeline(body, createGunzip(), () => undefined);
  try {
    yield* decoded;
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new RangeError('is compressed and broken', { cause });
  }
}

function isZlibError(cause: unknown): boolean {
  return isNativeError(cause) && 'code' in cause && /^Z_/.test(String(cause.code));
}
