import { PublishError } from '../errors.ts';
import type { Proxies } from '../http/dispatcher.ts';
import type { Log } from '../log.ts';
import type { Environment } from './run-context.ts';

const PROTOCOLS = ['http:', 'https:', 'socks5:'];

/**
 * The proxies of the environment. Of two spellings the lower-case one counts, as in curl; as there
 * a proxy without a scheme is one that is spoken to in plain http. A password in it is masked.
 * @throws PublishError `invalid-configuration` for one that is not of the form
 *   `http://USER:PASSWORD@HOST:PORT`; its message shows none of it
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
    throw notProxy(name, 'it is not of the form http://HOST:PORT');
  }
  // A password with such a character in plain form looks like this, and its rest like a path.
  if (!/^\/?$/.test(url.pathname) || /[?#]/.test(url.href)) {
    throw notProxy(name, 'something follows its host and port');
  }
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined) {
    throw notProxy(name, 'its user or password is not percent-encoded');
  }
  // Some proxies take a token in place of the user, and no password.
  const [written, secret] = password === '' ? [url.username, user] : [url.password, password];
  if (secret !== '') {
    log.secret(written);
    log.secret(secret);
    log.secret(Buffer.from(`${user}:${password}`).toString('base64'));
  }
  return url.href;
}

function notProxy(name: string, why: string): PublishError {
  return new PublishError({
    code: 'invalid-configuration',
    message: `The variable ${name} does not name a proxy: ${why}.`,
    remedy:
      'Fix it, or unset it if no proxy is needed. The form is http://USER:PASSWORD@HOST:PORT, where user and password are optional and percent-encoded (a % is written %25, a / %2F, a ? %3F, a # %23, an @ %40).',
  });
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
