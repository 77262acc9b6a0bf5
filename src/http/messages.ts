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
  /** The largest answer that is read. Default 8 MiB. */
  readonly maxBodyBytes?: number;
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
