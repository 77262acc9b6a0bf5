import type { HttpClient, HttpResponse } from '../../http/messages.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import type { IndexProfile } from '../index-profile.ts';

/** What a URL answers to the beginning of an upload. */
export type ProbeAnswer =
  /** Something that an upload URL can answer, be it a refusal. */
  | { readonly kind: 'possible' }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: URL | undefined }
  /** 404 or 405: nothing accepts an upload there. */
  | { readonly kind: 'absent'; readonly status: number }
  /** No answer, or a server error. */
  | { readonly kind: 'unknown' };

const BOUNDARY = 'pypi-trusted-publish-probe';
/** Servers choose by `:action` who answers; without a file and a name none stores anything. */
const FORM = [
  [':action', 'file_upload'],
  ['protocol_version', '1'],
]
  .map(
    ([name, value]) =>
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  .join('')
  .concat(`--${BOUNDARY}--\r\n`);

const PATIENCE_MS = 10_000;
/** An error page may be large; only its status is read. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Sends an upload form without a file, once, to find out whether a URL accepts uploads at all. The
 * answer of one that does is a refusal of the form or of the credentials.
 * @param authorization the value of the `Authorization` header, where there is one already
 */
export async function probeUploadUrl(
  url: string,
  authorization: string | undefined,
  index: Pick<IndexProfile, 'title'>,
  { http }: { readonly http: HttpClient },
): Promise<ProbeAnswer> {
  try {
    const response = await http.send({
      service: index.title,
      method: 'POST',
      url,
      headers: {
        accept: 'application/json',
        'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: FORM,
      timeoutMs: PATIENCE_MS,
      maxBodyBytes: MOST_BYTES,
    });
    return answerOf(response, url);
  } catch (failure) {
    if (failure instanceof RequestFailure) return { kind: 'unknown' };
    throw failure;
  }
}

function answerOf({ status, headers }: HttpResponse, url: string): ProbeAnswer {
  if (status === 404 || status === 405) return { kind: 'absent', status };
  if (status >= 300 && status < 400) {
    const location = URL.parse(headers.get('location') ?? '', url) ?? undefined;
    return { kind: 'redirect', status, location };
  }
  return status >= 500 ? { kind: 'unknown' } : { kind: 'possible' };
}
