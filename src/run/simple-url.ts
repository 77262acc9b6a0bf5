import { isSecureUrl } from '../http/url.ts';
import type { OptionReader } from './options.ts';

/**
 * The root of a Simple API with a slash at its end.
 * @param name the option that holds it
 * @param credentials what to do where user and password stand in the URL
 */
export function readSimpleUrl(
  reader: OptionReader,
  name: string,
  text: string,
  credentials: string,
): string | undefined {
  const url = URL.parse(text);
  if (!url?.host || !isSecureUrl(url)) {
    reader.problem(`\`${name}\` must be an absolute https URL: the root of a Simple API.`);
    return undefined;
  }
  if (url.username !== '' || url.password !== '') {
    reader.problem(`\`${name}\` contains a user or password. ${credentials}`);
    return undefined;
  }
  if (/[?#]/.test(url.href)) {
    reader.problem(`\`${name}\` must end with its path: project names are added to it.`);
    return undefined;
  }
  return url.href.replace(/(?<!\/)\/*$/, '/');
}
