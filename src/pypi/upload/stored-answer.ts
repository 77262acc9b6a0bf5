import * as v from 'valibot';
import { jsonBody } from '../../http/json.ts';
import type { HttpResponse } from '../../http/messages.ts';
import { serverText } from '../../http/server-text.ts';
import { FIRST_ISSUE } from '../../json/first-issue.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import type { IndexKind } from '../index-profile.ts';

/** No index sends more to say that it stored a file. */
const LOOKED_AT_BYTES = 64 * 1024;

/**
 * Why an answer in the range 200 to 299 does not say that a file was stored. Only 200 does, and 201
 * of indexes other than PyPI (GitLab, Nexus, Artifactory), with a body that is empty, text or JSON
 * without an error: proxies, captive portals, queues and broken gateways answer in this range, too.
 * @returns the reason, to follow "HTTP 200"; undefined where the file was stored
 */
export function doubtAbout(response: HttpResponse, kind: IndexKind): string | undefined {
  const { status, headers, body } = response;
  if (status !== 200 && !(status === 201 && kind === 'other')) {
    return ', which does not say that the file was stored';
  }
  const text = body.subarray(0, LOOKED_AT_BYTES).toString('utf8').trim();
  if (text === '') return undefined;
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return ' with a compressed body';
  const isHtml = /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(
    headers.get('content-type') ?? '',
  );
  if ((isHtml && text.includes('<')) || /^<(?:!doctype|[a-z?!])/i.test(text)) {
    return /^<\?xml/i.test(text) ? ' with XML' : ' with a page of HTML';
  }
  return /^[{[]/.test(text) ? doubtAboutJson(response) : undefined;
}

function doubtAboutJson(response: HttpResponse): string | undefined {
  const { body } = response;
  const json = body.length > LOOKED_AT_BYTES ? undefined : jsonBody(response, ANYTHING);
  if (json === undefined) return ' with JSON that cannot be read';
  const answer = v.safeParse(answerSchema, json, FIRST_ISSUE);
  if (!answer.success || !saysError(answer.output)) return undefined;
  const said = serverText({ ...response, statusText: '' });
  return ` with an error${said === '' ? '' : `: ${said}`}`;
}

const ANYTHING = { schema: v.unknown(), limits: JSON_LIMITS.refusal };
const anything = v.optional(v.unknown());
const answerSchema = v.object({
  error: anything,
  errors: anything,
  success: anything,
  ok: anything,
  code: anything,
  status: anything,
  statusCode: anything,
  status_code: anything,
  result: anything,
});

/** The ways in which services write an error into the JSON of a 200. */
function saysError(answer: v.InferOutput<typeof answerSchema>): boolean {
  return (
    [answer.error, answer.errors].some(isSomething) ||
    [answer.success, answer.ok].some((value) => value === false || value === 'false') ||
    [answer.code, answer.status, answer.statusCode, answer.status_code, answer.result].some(
      (value) => isErrorStatus(value),
    )
  );
}

function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}

/** `404`, `"500 Internal Server Error"` (the form of PyPI), `"error"`. */
function isErrorStatus(value: unknown): boolean {
  if (typeof value === 'number') return value >= 400 && value < 600;
  return (
    typeof value === 'string' &&
    /^\s*(?:[45]\d\d\b|error\b|fail|denied\b|rejected\b|unauthori[sz]ed\b|forbidden\b)/i.test(value)
  );
}
