import { dirname, join } from 'node:path';
import { mustRun } from '../process.ts';
import { type Credentials, freePort, type IndexServer, startServer } from './index-server.ts';

export interface Devpi extends IndexServer {
  /** May log in, and upload nothing. */
  readonly reader: Credentials;
  /** The password that a login gives for ten hours: a token in all but its name. */
  readonly loginToken: string;
}

const ROOT: Credentials = { user: 'root', password: 'devpi-password-3d0a' };
const READER: Credentials = { user: 'reader', password: 'devpi-password-91fe' };

/**
 * devpi-server with an index `root/prod` whose files never change: a Simple API in JSON.
 *
 * @param python The interpreter beside which it is installed.
 * @param folder An empty folder.
 */
export async function startDevpi(python: string, folder: string): Promise<Devpi> {
  const bin = dirname(python);
  const data = join(folder, 'data');
  await mustRun(join(bin, 'devpi-init'), [
    ...['--serverdir', data, '--no-root-pypi', '--root-passwd', ROOT.password],
  ]);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const stop = await startServer({
    command: join(bin, 'devpi-server'),
    args: [
      ...['--serverdir', data, '--host', '127.0.0.1', '--port', String(port)],
      ...['--offline-mode', '--threads', '8'],
    ],
    readyUrl: `${url}+api`,
    log: join(folder, 'log'),
  });
  const login = await ask(`${url}+login`, 'POST', { user: ROOT.user, password: ROOT.password });
  const loginToken = (login as { result: { password: string } }).result.password;
  const auth = Buffer.from(`${ROOT.user}:${loginToken}`).toString('base64');
  await ask(`${url}root/prod`, 'PUT', { bases: [], volatile: false }, auth);
  await ask(`${url}${READER.user}`, 'PUT', { password: READER.password }, auth);
  return {
    name: 'devpi',
    uploadUrl: `${url}root/prod/`,
    indexUrl: `${url}root/prod/+simple/`,
    credentials: ROOT,
    reader: READER,
    loginToken,
    wrongPassword: /HTTP 401: Unauthorized/,
    fileExists: /sample_\S+ already exists in non-volatile index/,
    refusesOtherBytesOnly: true,
    stop,
  };
}

async function ask(url: string, method: string, body: object, auth?: string): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(auth === undefined ? {} : { 'x-devpi-auth': auth }),
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`HTTP ${answer.status} for ${method} ${url}: ${text}`);
  return JSON.parse(text);
}
