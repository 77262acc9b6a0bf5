import { randomBytes } from 'node:crypto';
import type { Publisher } from './state.ts';

/** What an upload token or a password may do. */
export type Identity =
  | { readonly kind: 'oidc'; readonly publisher: Publisher; readonly projects: ReadonlySet<string> }
  /** An API token of a user for one project, or for all of them (undefined). */
  | { readonly kind: 'user'; readonly project: string | undefined };

interface StoredToken {
  readonly secret: string;
  readonly identity: Identity;
  /** Milliseconds since 1970; undefined for ever. */
  readonly expiresAt: number | undefined;
}

export type Authentication =
  | { readonly identity: Identity; readonly invalid?: never }
  /** The token exists, but a caveat of it does not hold. */
  | { readonly invalid: string; readonly identity?: never }
  | undefined;

export interface Credentials {
  /** A new token, `pypi-…`. */
  issue(identity: Identity, expiresAt: number | undefined): string;
  /** Ends a token of Trusted Publishing before its time. */
  burn(token: string): boolean;
  addUser(name: string, password: string): void;
  /** Undefined where nothing valid was sent. `now` is in milliseconds. */
  authenticate(authorization: string | undefined, now: number): Authentication;
}

const TOKEN = /^pypi-([0-9a-f]{32})([A-Za-z0-9_-]{100,200})$/;

/** The tokens and passwords of one index; none at first. */
export function makeCredentials(): Credentials {
  const tokens = new Map<string, StoredToken>();
  const passwords = new Map<string, string>();

  const byToken = (text: string, now: number): Authentication => {
    const [, id = '', secret] = TOKEN.exec(text.trim()) ?? [];
    const token = tokens.get(id);
    if (token === undefined) return undefined;
    if (token.secret !== secret) return { invalid: 'signatures do not match' };
    if (token.expiresAt !== undefined && now >= token.expiresAt) {
      return { invalid: 'token is expired' };
    }
    return { identity: token.identity };
  };

  return {
    issue: (identity, expiresAt) => {
      const id = randomBytes(16).toString('hex');
      const secret = randomBytes(96).toString('base64url');
      tokens.set(id, { secret, identity, expiresAt });
      return `pypi-${id}${secret}`;
    },
    burn: (text) => {
      const [, id = '', secret] = TOKEN.exec(text.trim()) ?? [];
      const token = tokens.get(id);
      if (token?.secret !== secret || token?.identity.kind !== 'oidc') return false;
      return tokens.delete(id);
    },
    addUser: (name, password) => {
      passwords.set(name, password);
    },
    authenticate: (authorization = '', now) => {
      const space = authorization.indexOf(' ');
      const scheme = authorization.slice(0, Math.max(space, 0)).toLowerCase();
      const value = authorization.slice(space + 1);
      if (scheme === 'bearer' || scheme === 'token') return byToken(value, now);
      if (scheme !== 'basic') return undefined;
      const decoded = Buffer.from(value, 'base64').toString('utf8');
      const colon = decoded.indexOf(':');
      const user = decoded.slice(0, Math.max(colon, 0));
      const secret = decoded.slice(colon + 1);
      if (user === '__token__') return byToken(secret, now);
      if (!passwords.has(user) || passwords.get(user) !== secret) return undefined;
      return { identity: { kind: 'user', project: undefined } };
    },
  };
}
