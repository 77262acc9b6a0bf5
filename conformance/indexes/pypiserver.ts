import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Credentials, freePort, type IndexServer, startServer } from './index-server.ts';

export interface PypiserverOptions {
  /** The interpreter beside which it is installed. */
  readonly python: string;
  /** An empty folder. */
  readonly folder: string;
  /** Whether it wants a password from those who look, too. */
  readonly isPrivate?: boolean;
  /** Where it sends those who ask for a project that it does not have; nowhere if absent. */
  readonly fallbackUrl?: string;
}

const CREDENTIALS: Credentials = { user: 'octocat', password: 'pypiserver-password-7c19' };

/** pypiserver: one folder of files, a Simple API in HTML. */
export async function startPypiserver(options: PypiserverOptions): Promise<IndexServer> {
  const { python, folder, isPrivate = false, fallbackUrl } = options;
  await mkdir(join(folder, 'packages'), { recursive: true });
  const passwords = join(folder, 'htpasswd');
  await writeFile(passwords, `${CREDENTIALS.user}:${sha1Entry(CREDENTIALS.password)}\n`);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const fallback =
    fallbackUrl === undefined ? ['--disable-fallback'] : ['--fallback-url', fallbackUrl];
  const stop = await startServer({
    command: join(dirname(python), 'pypi-server'),
    args: [
      ...['run', '--interface', '127.0.0.1', '--port', String(port), '--passwords', passwords],
      ...['--authenticate', isPrivate ? 'update,list,download' : 'update'],
      ...['--health-endpoint', '/health', ...fallback, join(folder, 'packages')],
    ],
    readyUrl: `${url}health`,
    log: join(folder, 'log'),
  });
  return {
    name: isPrivate ? 'pypiserver, private' : 'pypiserver',
    uploadUrl: url,
    indexUrl: `${url}simple/`,
    credentials: CREDENTIALS,
    wrongPassword: /HTTP 403: Forbidden/,
    fileExists: /Package 'sample_\S+' already exists! You may start server with `--overwrite`/,
    refusesOtherBytesOnly: false,
    stop,
  };
}

/** As `htpasswd -s` writes it. */
function sha1Entry(password: string): string {
  return `{SHA}${createHash('sha1').update(password).digest('base64')}`;
}
