import { PublishError } from '../../src/errors.ts';
import { RequestFailure } from '../../src/http/request-failure.ts';

/** The PublishError that a call must end with. */
export async function publishErrorOf(
  call: (() => unknown) | Promise<unknown>,
): Promise<PublishError> {
  const error = await endOf(call);
  if (error instanceof PublishError) return error;
  throw error;
}

/** The RequestFailure that a call must end with. */
export async function requestFailureOf(
  call: (() => unknown) | Promise<unknown>,
): Promise<RequestFailure> {
  const error = await endOf(call);
  if (error instanceof RequestFailure) return error;
  throw error;
}

async function endOf(call: (() => unknown) | Promise<unknown>): Promise<unknown> {
  try {
    await (typeof call === 'function' ? call() : call);
  } catch (error) {
    return error;
  }
  return new Error('the call did not fail');
}
