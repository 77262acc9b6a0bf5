import { isToken } from '../run/token.ts';

/** Options whose whole value is a secret. */
const SECRET_OPTIONS: readonly string[] = ['password', 'github-token'];

/** What stands in a secret's place where there is none. */
const NO_SECRETS: readonly string[] = ['trusted-publishing', '__token__'];

/** Shorter values of a query are words and numbers. */
const SHORTEST_PARAMETER = 8;

/**
 * The secrets among the inputs of a run, to be masked before anything else looks at them: a
 * password, what has the form of a token (in whichever input it was typed), and users, passwords
 * and query parameters of URLs.
 */
export function inputSecrets(options: ReadonlyMap<string, string>): readonly string[] {
  const found = [...options].flatMap(([name, value]) => {
    if (SECRET_OPTIONS.includes(name)) return [value.trim()];
    return value.split(/\s+/).flatMap((word) => (isToken(word) ? [word] : urlSecrets(word)));
  });
  return [...new Set(found)].filter((one) => one !== '' && !NO_SECRETS.includes(one));
}

function urlSecrets(word: string): readonly string[] {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(word) ? URL.parse(word) : null;
  if (url === null) return [];
  const { username, password } = url;
  const userinfo = password === '' ? username : password;
  const parameters = [...url.searchParams.values()].filter(
    (value) => value.length >= SHORTEST_PARAMETER,
  );
  return [userinfo, decoded(userinfo), ...parameters];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
