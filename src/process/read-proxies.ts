import { PublishError } from '../errors.ts';
import type { Proxies } from '../http/proxies.ts';
import type { Log } from '../log.ts';
import type { Environment } from './environment.ts';

const PROTOCOLS = ['http:', 'https:', 'socks5:'];

/**
 * The proxies of the environment. Of two spellings the lower-case one counts, as in curl; as there
 * a proxy without a scheme is one that is spoken to in plain http. A password in it is masked.
 * @throws PublishError `invalid-configuration` for one that is no URL; its message shows none of it
 */
export function readProxies(env: Environment, log: Log): Proxies {
  const read = (name: string) => {
    const used = env[name.toLowerCase()] === undefined ? name : name.toLowerCase();
    return proxyUrl(env[used]?.trim() ?? '', used, log);
  };
  return {
    forHttp: read('HTTP_PROXY'),
    forHttps: read('HTTPS_PROXY'),
    except: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
  };
}

function proxyUrl(text: string, name: string, log: Log): string {
  if (text === '') return '';
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === null || !PROTOCOLS.includes(url.protocol) || url.hostname === '') {
    throw new PublishError({
      code: 'invalid-configuration',
      message: `The variable ${name} names no proxy: it is not of the form http://HOST:PORT.`,
      remedy:
        'Mend it, or unset it where no proxy is needed. A user and password stand before the host, percent-encoded: http://USER:PASSWORD@HOST:PORT.',
    });
  }
  if (url.password !== '') maskPassword(url, log);
  return url.href;
}

function maskPassword({ username, password }: URL, log: Log): void {
  log.secret(password);
  const [user, secret] = [username, password].map(decoded);
  if (user === undefined || secret === undefined) return;
  log.secret(secret);
  log.secret(Buffer.from(`${user}:${secret}`).toString('base64'));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
