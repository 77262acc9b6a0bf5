import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeEach, expect, test } from '@jest/globals';
import { runCli, workFolder } from './run-cli.ts';

/** What a run would ask anybody goes through this proxy, which lets nothing out. */
const asked: string[] = [];
const proxy = createServer((socket) => {
  socket.once('data', (head) => {
    asked.push(head.toString('latin1').split(' ', 2).join(' '));
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  });
  socket.on('error', () => undefined);
});
await new Promise<void>((done) => {
  proxy.listen(0, '127.0.0.1', done);
});
afterAll(() => {
  proxy.close();
});
beforeEach(() => {
  asked.length = 0;
});

const cwd = await workFolder();
const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
const env = { HTTP_PROXY: url, HTTPS_PROXY: url };

test('where nothing is there to verify, nobody is asked, and what can be named is said', async () => {
  const run = await runCli(['verify'], { cwd, env });
  expect(run).toMatchObject({ exitCode: 3, stderr: '' });
  expect(run.stdout).toMatch(/^Nothing was there to verify\.\nRun it in a folder with a lock file/);
  expect(asked).toEqual([]);
});
