/** `userinfo@host:port` with nothing that RFC 3986 does not allow there. */
const AUTHORITY =
  /^(?:[A-Za-z0-9._~!$&'()*+,;=:%-]+@)?(?:[A-Za-z0-9._~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})\n?$/;

/**
 * Why PyPI would not take a text for a URL. It is lenient: it encodes what does not belong into
 * a path or a query itself (blanks, letters beyond ASCII) and passes over a malformed host. What
 * remains is a scheme other than HTTP's, square brackets, and a port beyond 65535 (as of 2026-08:
 * `rfc3986` 2.0 with `require_authority=False`).
 * @returns undefined where it would
 */
export function webUrlDefect(text: string): string | undefined {
  const [, scheme, authority = '', rest = ''] =
    /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^\\/?#]*))?([^#]*)/i.exec(text) ?? [];
  if (scheme === undefined) return 'does not begin with https:// or http://';
  if (!/^https?$/i.test(scheme))
    return `has the scheme "${scheme}", only https and http are accepted`;
  if (hasBrackets(rest)) return 'has square brackets, which a URL has as %5B and %5D';
  const port = isImpossibleIpv4(authority) ? undefined : AUTHORITY.exec(authority)?.[1];
  return port !== undefined && Number(port) > 65_535
    ? `has an impossible port (${port})`
    : undefined;
}

/** `.` and `..` are resolved first, and take brackets with them. */
function hasBrackets(pathAndQuery: string): boolean {
  const [path = '', ...query] = pathAndQuery.split('?');
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return [...segments, ...query].some((part) => /[[\]]/.test(part));
}

function isImpossibleIpv4(authority: string): boolean {
  const [, ...bytes] =
    /(?:^|@)([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3})\.([0-9]{1,3}):[0-9]*\n?$/.exec(authority) ??
    [];
  return bytes.some((byte) => Number(byte) > 255);
}
