import { isLoopback, isSecureUrl } from '../http/url.ts';
import { DEFAULT_UPLOAD_URL } from '../pypi/index-profile.ts';
import type { OptionReader } from './options.ts';

/** The upload URL of the index, or PyPI's where none is given. Its query may hold a secret. */
export function readUploadUrl(reader: OptionReader): string {
  const text = reader.text('repository-url') ?? DEFAULT_UPLOAD_URL;
  const url = URL.parse(text);
  if (url === null) {
    reader.problem('`repository-url` is no absolute URL.');
    return DEFAULT_UPLOAD_URL;
  }
  if (url.username !== '' || url.password !== '') {
    reader.problem('`repository-url` holds a user or password; use `user` and `password`.');
  }
  if (!isSecureUrl(url)) {
    reader.problem('`repository-url` must be https: credentials travel to it.');
  }
  const meant = misspelt(url);
  if (meant !== undefined) {
    reader.problem(
      `\`repository-url\` names the host ${url.hostname}, which is not one of PyPI's upload hosts. Set \`repository-url: ${meant}\`${meant === DEFAULT_UPLOAD_URL ? ', which is the default,' : ''} or the URL of your own index.`,
    );
  }
  url.hash = '';
  return url.href;
}

const TESTPYPI_UPLOAD_URL = 'https://test.pypi.org/legacy/';

/** Hosts of PyPI and TestPyPI that uploads are known by (see `indexProfile`). */
const KNOWN: readonly string[] = ['pypi.org', 'upload.pypi.org', 'test.pypi.org'];

/**
 * Which upload URL was meant, where a host is written almost as one of PyPI's: credentials and ID
 * tokens would go to whoever owns it. Names below pypi.org and the old pypi.python.org, names with
 * another ending, and one wrong letter.
 */
function misspelt(url: URL): string | undefined {
  const host = url.hostname.replace(/\.$/, '');
  if (KNOWN.includes(url.host) || isLoopback(url)) return undefined;
  const isBelow = /(?:^|\.)(?:test)?pypi\.(?:org|python\.org)$/.test(host);
  const isAlike = /^(?:(?:www|upload|legacy|test)[.-]?)*pypi\.(?:org|com|net|io|dev)$/.test(host);
  const near = KNOWN.slice(1).find((known) => isOneLetterOff(host, known));
  if (!isBelow && !isAlike && near === undefined) return undefined;
  return /test/.test(host) || near === 'test.pypi.org' ? TESTPYPI_UPLOAD_URL : DEFAULT_UPLOAD_URL;
}

/** Whether one letter is missing, added, exchanged or swapped with the next. */
function isOneLetterOff(text: string, wanted: string): boolean {
  if (Math.abs(text.length - wanted.length) > 1) return false;
  let start = 0;
  while (start < wanted.length && text[start] === wanted[start]) start += 1;
  const [rest, wantedRest] = [text.slice(start), wanted.slice(start)];
  const swapped = `${rest[1] ?? ''}${rest[0] ?? ''}${rest.slice(2)}`;
  return (
    rest.slice(1) === wantedRest.slice(1) ||
    rest.slice(1) === wantedRest ||
    rest === wantedRest.slice(1) ||
    swapped === wantedRest
  );
}
