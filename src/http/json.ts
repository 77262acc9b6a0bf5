import * as v from 'valibot';
import { FIRST_ISSUE } from '../json/first-issue.ts';
import type { JsonLimits } from '../json/limits.ts';
import { checkJsonLimits } from '../json/meter.ts';
import { parseJson } from '../json/strict-json.ts';
import type { HttpResponse } from './messages.ts';

/** A form of JSON that a service answers in. */
export interface JsonForm<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  readonly limits: JsonLimits;
}

/**
 * The body as JSON of a known form, or undefined when it is not JSON, has another form, or is more
 * than such an answer ever is.
 */
export function jsonBody<T>(
  { body }: Pick<HttpResponse, 'body'>,
  { schema, limits }: JsonForm<T>,
): T | undefined {
  try {
    const result = v.safeParse(schema, parseJson(body, limits), FIRST_ISSUE);
    return result.success ? result.output : undefined;
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** Why {@link jsonBody} gives nothing, as what comes after "a body that"; undefined where it does. */
export function whyNotJson<T>(
  { body }: Pick<HttpResponse, 'body'>,
  form: JsonForm<T>,
): string | undefined {
  try {
    checkJsonLimits(body, form.limits);
  } catch (cause) {
    if (cause instanceof RangeError) return cause.message;
    throw cause;
  }
  return jsonBody({ body }, form) === undefined ? 'it never sends' : undefined;
}
