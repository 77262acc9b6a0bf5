import { PublishError } from '../../errors.ts';
import type { HttpResponse } from '../../http/messages.ts';
import { serverText } from '../../http/server-text.ts';
import { unavailableRemedy } from './certificate.ts';

/** A Rekor log, and how patiently it is asked. */
export interface RekorLog {
  readonly url: string;
  /** How long to keep retrying, in milliseconds. */
  readonly budgetMs: number;
  /** When aborted, nothing is tried again. */
  readonly signal?: AbortSignal;
}

/** A refusal of a log to make an entry. */
export function refusedEntry(answer: HttpResponse): PublishError {
  return logUnavailable(`Rekor refused the entry: HTTP ${answer.status}, ${serverText(answer)}.`);
}

/** `transparency-log-unavailable`: a log did not make an entry. */
export function logUnavailable(message: string, cause?: unknown): PublishError {
  return new PublishError({
    code: 'transparency-log-unavailable',
    message,
    remedy: unavailableRemedy(cause),
    cause,
  });
}
