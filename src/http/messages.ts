import { PublishError } from '../errors.ts';

/** A body of known length that can be made again for another try. */
export interface HttpBody {
  readonly byteLength: number;
  /** A fresh pass over the bytes. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** One request, for one try. */
export interface HttpRequest {
  /** Who is asked, as a person calls it; for messages. */
  readonly service: string;
  readonly method: 'GET' | 'POST';
  /** Absolute; https, or http to loopback. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | HttpBody;
  /** The longest silence, in milliseconds, while sending, waiting or reading. Default 30,000. */
  readonly timeoutMs?: number;
  /**
   * The longest body of an answer of success (2xx) that is read; a longer one is an error. Of other
   * answers the first 256 KiB are read. Default 1 MiB.
   */
  readonly maxBodyBytes?: number;
  /**
   * Reads the body of an answer of success as it comes, for what is too long to be held; the answer
   * has an empty body then. What it throws is a failure of the request.
   */
  readonly readBody?: (
    body: AsyncIterable<Uint8Array>,
    head: Pick<HttpResponse, 'status' | 'headers'>,
  ) => Promise<void>;
  /** Whether it is sent in a run that was cancelled, too. */
  readonly evenIfCancelled?: boolean;
}

/** A whole answer, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  /** The reason phrase; empty over HTTP/2. */
  readonly statusText: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Whether the answer began before the body of the request was sent: it cannot be about all of it. */
  readonly isEarly?: boolean;
}

/** What sends requests; made once, at the entry of a run. */
export interface HttpClient {
  /**
   * Sends a request once and reads the whole answer, whatever its status.
   * @throws RequestFailure when no answer came
   * @throws ChangedFile when a file of the body is not what it was when it was checked
   * @throws PublishError `cancelled` when the run was cancelled before
   */
  send(request: HttpRequest): Promise<HttpResponse>;
}

/** The end of a run that was cancelled from outside. */
export function runCancelled(cause?: unknown): PublishError {
  return new PublishError({
    code: 'cancelled',
    message: 'The run was cancelled before it was done.',
    remedy: 'Run the job again: it asks the index first, and does what is missing.',
    cause,
  });
}

/**
 * The same client, which shows credentials to what lies below one URL and to nothing else.
 * @param root an absolute URL with a slash at its end
 * @param authorization the value of the `Authorization` header
 */
export function authorizedClient(
  http: HttpClient,
  root: string,
  authorization: string,
): HttpClient {
  return {
    send(request) {
      if (!request.url.startsWith(root)) return http.send(request);
      return http.send({ ...request, headers: { authorization, ...request.headers } });
    },
  };
}
