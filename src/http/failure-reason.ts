import { types } from 'node:util';
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

/** Why no answer came, in words for people. */
export function reasonOf(cause: unknown, timeoutMs: number): string {
  const code = codeOf(cause);
  const status = proxyStatus(cause);
  if (status === '407') return 'the proxy wants a user and a password (HTTP 407)';
  if (status !== undefined) return `the proxy answered HTTP ${status}`;
  if (code === 'UND_ERR_PRX_CONN') return 'the proxy broke the connection off';
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return `no answer within ${Math.round(timeoutMs / 1000)} s`;
  }
  if (cause instanceof errors.HTTPParserError) return notHttp(cause);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name does not resolve';
  if (code === 'ECONNREFUSED') return `the connection was refused${by(cause)}`;
  if (types.isNativeError(cause)) return code ? `${cause.message} (${code})` : cause.message;
  return String(cause);
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
