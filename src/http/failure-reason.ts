import { types } from 'node:util';
import type { NamedProxy } from './dispatcher.ts';
import { errors } from './undici.ts';

/** Failures that come before a byte of the request has left. */
export function neverSent(cause: unknown): boolean {
  const early = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_PRX_CONN',
  ];
  return early.includes(codeOf(cause)) || proxyStatus(cause) !== undefined;
}

/**
 * Why no answer came, in words for people.
 * @param proxy what the request may have gone through
 */
export function reasonOf(cause: unknown, timeoutMs: number, proxy?: NamedProxy): string {
  const code = codeOf(cause);
  const status = proxyStatus(cause);
  const theProxy = proxy ? `the proxy ${proxy.url.host} (${proxy.variable})` : 'the proxy';
  if (status === '407') return `${theProxy} wants a user and a password (HTTP 407)`;
  if (status !== undefined) return `${theProxy} answered HTTP ${status}`;
  if (code === 'UND_ERR_PRX_CONN') return `${theProxy} broke the connection off`;
  if (proxy && failedAt(cause, proxy.url)) {
    return `${theProxy} cannot be reached: ${connectionReason(cause, timeoutMs)}`;
  }
  return connectionReason(cause, timeoutMs);
}

function connectionReason(cause: unknown, timeoutMs: number): string {
  const code = codeOf(cause);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return `no answer within ${Math.round(timeoutMs / 1000)} s`;
  }
  if (cause instanceof errors.HTTPParserError) return notHttp(cause);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name does not resolve';
  if (code === 'ECONNREFUSED') return `the connection was refused${by(cause)}`;
  if (types.isNativeError(cause)) return code ? `${cause.message} (${code})` : cause.message;
  return String(cause);
}

/**
 * Whether a connection failed on its way to this proxy: the name that does not resolve is its own,
 * or the place that did not answer is. Of a refused connection only address and port are known, and
 * the port of https is any server's.
 */
function failedAt(cause: unknown, proxy: URL): boolean {
  const { hostname, port, host } = proxy;
  if (!types.isNativeError(cause)) return false;
  const { hostname: unresolved, port: reached } = cause as {
    readonly hostname?: unknown;
    readonly port?: unknown;
  };
  if (typeof unresolved === 'string') return unresolved === hostname;
  if (codeOf(cause) === 'UND_ERR_CONNECT_TIMEOUT') return cause.message.includes(host);
  if (cause instanceof AggregateError) {
    return cause.errors.length > 0 && cause.errors.every((one) => failedAt(one, proxy));
  }
  return typeof reached === 'number' && port !== '' && port !== '443' && reached === Number(port);
}

function codeOf(cause: unknown): string {
  return types.isNativeError(cause) && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : '';
}

/** The status with which a proxy refused a tunnel; undici 8 has it in its message only. */
function proxyStatus(cause: unknown): string | undefined {
  if (!types.isNativeError(cause)) return undefined;
  return /^Proxy response \((\d{3})\) !== 200/.exec(cause.message)?.[1];
}

/** Where a connection was refused: behind a name there may be a proxy. */
function by(cause: unknown): string {
  const { address, port } = cause as { readonly address?: unknown; readonly port?: unknown };
  return typeof address === 'string' ? ` (by ${address}, port ${String(port)})` : '';
}

/** The parser's own word for what is wrong stands in parentheses at the end of its message. */
function notHttp({ message }: Error): string {
  const detail = /\(([^()]+)\)$/.exec(message)?.[1];
  return `an answer that is not HTTP${detail === undefined ? '' : ` (${detail})`}`;
}
