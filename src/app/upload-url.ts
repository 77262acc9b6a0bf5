import { isSecureUrl } from '../http/url.ts';
import { DEFAULT_UPLOAD_URL } from '../index-api/index-profile.ts';
import type { OptionReader } from './option-reader.ts';

/** The upload URL of the index, or PyPI's where none is given. */
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
  return url.href;
}
