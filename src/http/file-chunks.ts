import { open } from 'node:fs/promises';

/** More than any socket buffers, so that each chunk is flushed before the next is asked for. */
const CHUNK_BYTES = 256 * 1024;
/** A consumer may hold this many chunks less one while it asks for the next. */
const MOST_BUFFERS = 4;

/** A file of this machine is not what it was: no trouble of the server that it was for. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(path: string, why: string, cause?: unknown) {
    super(`${path} ${why}`, cause === undefined ? undefined : { cause });
  }
}

/**
 * The first `size` bytes of a file, in chunks that share a few buffers: a large upload makes
 * no garbage, so memory stays flat. A chunk is good until the third after it is asked for;
 * whoever keeps one longer copies it.
 * @throws UnreadableFile when the file is gone, cannot be read or has become shorter
 */
export async function* fileChunks(path: string, size: number): AsyncGenerator<Uint8Array> {
  const file = await open(path).catch((cause: unknown) => {
    throw new UnreadableFile(path, 'cannot be opened any more', cause);
  });
  try {
    const length = Math.min(CHUNK_BYTES, Math.max(1, size));
    const count = Math.min(MOST_BUFFERS, Math.ceil(size / length));
    const buffers = Array.from({ length: count }, () => Buffer.allocUnsafeSlow(length));
    let position = 0;
    for (let turn = 0; position < size; turn = (turn + 1) % count) {
      const buffer = buffers[turn] ?? Buffer.allocUnsafeSlow(length);
      const wanted = Math.min(buffer.length, size - position);
      const { bytesRead } = await file.read(buffer, 0, wanted, position);
      if (bytesRead === 0) throw new UnreadableFile(path, 'has become shorter meanwhile');
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
