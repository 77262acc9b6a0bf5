import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { publishBuilt, wheel } from './release.ts';

test('what goes to loopback never goes through a proxy: it may be plain http, with secrets', async () => {
  const sandbox = await startSandbox();
  let connections = 0;
  const proxy = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((done) => {
    proxy.listen(0, '127.0.0.1', done);
  });
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  try {
    const env = { HTTP_PROXY: url, http_proxy: url, HTTPS_PROXY: url, https_proxy: url };
    const run = await publishBuilt(sandbox, [wheel({ version: '1.0' })], { env });
    expect(run.exitCode).toBe(0);
    expect(connections).toBe(0);
  } finally {
    proxy.close();
    await sandbox.close();
  }
});
