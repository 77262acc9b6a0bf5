import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { mustRun } from '../../process.ts';
import type { LargeAnswer } from './answers.ts';

const CHILD = join(import.meta.dirname, 'child.ts');

/** What it took to read an answer. */
export interface Measured {
  /** What came of it, in a few words. */
  readonly outcome: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
  /** For how long at most nothing else was done: a signal waits for so long. */
  readonly longestPauseMs: number;
}

/** Has a process of its own read an answer from loopback, and from a file. */
export async function measure(answer: LargeAnswer, directory: string): Promise<Measured> {
  const { reader, status = 200, headers = {}, body } = answer;
  const bytes = body();
  const path = join(directory, 'answer.sigstore.json');
  await writeFile(path, bytes);
  const server = createServer((request, response) => {
    request.resume();
    response.on('error', () => undefined);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    // In chunks, so that nothing tells the length beforehand.
    response.write(bytes.subarray(0, 1));
    response.end(bytes.subarray(1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { PATH } = process.env;
    const out = await mustRun(process.execPath, [CHILD, reader, url, path], { env: { PATH } });
    return JSON.parse(out) as Measured;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
