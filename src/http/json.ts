import * as v from 'valibot';
import type { HttpResponse } from './messages.ts';

/**
 * The body as JSON of a known shape, or undefined when it is not JSON or has another shape.
 */
export function jsonBody<T>(
  response: Pick<HttpResponse, 'body'>,
  schema: v.GenericSchema<unknown, T>,
): T | undefined {
  let value: unknown;
  try {
    value = JSON.parse(response.body.toString('utf8'));
  } catch {
    return undefined;
  }
  const result = v.safeParse(schema, value);
  return result.success ? result.output : undefined;
}
