import { LockDefect, type LockedFile, type Place } from './lock-document.ts';
import { type LockTable, optional } from './lock-table.ts';

/** The last part of a URL's or path's path, percent-encoding undone; undefined where there is none. */
export function filenameIn(address: string): string | undefined {
  const path = /^[^?#]*/.exec(address)?.[0] ?? '';
  const last = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  try {
    return decodeURIComponent(last) || undefined;
  } catch {
    return last || undefined;
  }
}

/** A parameter of a query that holds a secret, by its name. */
const SECRET_PARAMETER =
  /([?&][^=&#]*(?:token|key|secret|sig|passw|auth|credential)[^=&#]*=)[^&#]*/gi;

/**
 * A URL as it may be shown: user name and password left out, secrets of its query replaced. A path
 * stays as it is.
 */
export function withoutCredentials(address: string): string {
  return address
    .replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/i, '$1')
    .replace(SECRET_PARAMETER, '$1***');
}

/**
 * Reads `algorithm:hex`, as all lock files but PEP 751's write hashes.
 * @returns Lower-case hex; undefined for another algorithm.
 */
export function sha256In(hash: string | undefined, at: Place): string | undefined {
  const [, algorithm, digest] = /^([a-z0-9_-]+)[:=](.*)$/is.exec(hash ?? '') ?? [];
  if (hash !== undefined && algorithm === undefined) {
    throw new LockDefect(at, 'has a hash that does not name its algorithm, such as sha256:…');
  }
  return algorithm?.toLowerCase() === 'sha256' ? sha256Digest(digest, at) : undefined;
}

/** What a hash says of a file: its SHA-256, or that another algorithm was used. */
export function hashIn(
  hash: string | undefined,
  at: Place,
): Pick<LockedFile, 'sha256' | 'otherHash'> {
  const sha256 = sha256In(hash, at);
  return sha256 === undefined ? optional('otherHash', hash) : { sha256 };
}

/** @throws LockDefect where a text is not the 64 hexadecimal digits of a SHA-256. */
export function sha256Digest(digest: string | undefined, at: Place): string | undefined {
  if (digest === undefined) return undefined;
  if (/^[0-9a-f]{64}$/i.test(digest)) return digest.toLowerCase();
  throw new LockDefect(at, 'has a SHA-256 that is not 64 hexadecimal digits');
}

/** A file as Poetry and PDM write it: its name or its URL, and its hash. */
export function namedFile(file: LockTable): LockedFile {
  const url = file.optionalText('url');
  return {
    ...optional('filename', file.optionalText('file') ?? (url && filenameIn(url))),
    ...optional('url', url && withoutCredentials(url)),
    ...hashIn(file.optionalText('hash'), file.at),
    at: file.at,
  };
}
