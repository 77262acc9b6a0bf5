import { preferred } from '../http/accept.ts';
import type { Exchange } from '../http/server.ts';

/** An answer other than 200 to an upload. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Ends a request with a status of HTTP and the words of PyPI. */
export function refuse(status: number, detail: string): never {
  throw new Refusal(status, detail);
}

/** Title and explanation as Pyramid's exceptions have them. */
const PAGES: ReadonlyMap<number, readonly [string, string]> = new Map([
  [200, ['OK', '']],
  [
    400,
    [
      'Bad Request',
      'The server could not comply with the request since it is either malformed or otherwise incorrect.',
    ],
  ],
  [403, ['Forbidden', 'Access was denied to this resource.']],
  [404, ['Not Found', 'The resource could not be found.']],
  [410, ['Gone', 'This resource is no longer available.  No forwarding address is given.']],
  [
    429,
    [
      'Too Many Requests',
      'The action could not be performed because there were too many requests by the client.',
    ],
  ],
  [
    500,
    [
      'Internal Server Error',
      'The server has either erred or is incapable of performing the requested operation.',
    ],
  ],
]);

/**
 * Answers as PyPI's upload view does: the detail is in the reason phrase and in the body, whose form
 * follows Accept. A line break in the detail goes out as it is, which is no HTTP/1.1 any more.
 */
export function sendPage(
  { request, response, record }: Exchange,
  status: number,
  detail = '',
): void {
  const [title, explanation] = PAGES.get(status) ?? ['Error', ''];
  const reason = detail === '' ? title : detail;
  const type =
    preferred(request.headers.accept, ['text/html', 'application/json', 'text/plain']) ??
    'text/html';
  const body = Buffer.from(bodyOf(type, `${status} ${reason}`, title, explanation, detail));
  const phrase = reason.replaceAll(/[^\n\t\x20-\x7e\xa0-\xff]/g, '?');
  const contentType = type === 'application/json' ? type : `${type}; charset=UTF-8`;
  if (!phrase.includes('\n')) {
    response.writeHead(status, phrase, {
      'content-type': contentType,
      'content-length': body.length,
    });
    response.end(body);
    return;
  }
  record.status = status;
  const head = `HTTP/1.1 ${status} ${phrase}\r\nContent-Type: ${contentType}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n`;
  response.socket?.end(Buffer.concat([Buffer.from(head, 'latin1'), body]));
}

function bodyOf(
  type: string,
  statusLine: string,
  title: string,
  explanation: string,
  detail: string,
): string {
  const plain = `${explanation}\n\n\n${detail}\n\n`;
  if (type === 'application/json') {
    return JSON.stringify({ message: plain, code: statusLine, title });
  }
  if (type === 'text/plain') return `${statusLine}\n\n${plain}`;
  const line = escapeHtml(statusLine);
  return `<html>\n <head>\n  <title>${line}</title>\n </head>\n <body>\n  <h1>${line}</h1>\n  ${explanation}<br/><br/>\n${escapeHtml(detail)}\n\n\n </body>\n</html>`;
}

export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
