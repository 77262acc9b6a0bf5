/**
 * Reads a body to its end, up to a limit.
 * @throws Error when it is longer than `maxBytes`
 */
export async function readBody(
  body: AsyncIterable<Uint8Array> & { destroy?(): unknown },
  maxBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new Error(`the answer is longer than ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
