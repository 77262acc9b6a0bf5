import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An index that is empty, and takes uploads slowly. */
export interface SlowIndex {
  readonly uploadUrl: string;
  close(): Promise<void>;
}

/** @param pauseMs How long it waits after each piece that it read. */
export async function startSlowIndex(pauseMs: number): Promise<SlowIndex> {
  const server = createServer((request, response) => {
    if (request.method !== 'POST') response.writeHead(404).end();
    else takeSlowly(request, pauseMs).then(() => response.end(), console.error);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    uploadUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/legacy/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function takeSlowly(request: IncomingMessage, pauseMs: number): Promise<void> {
  for await (const _ of request) await sleep(pauseMs);
}
