/** What is known of a request without a usable answer. */
export interface RequestFailureInit {
  /** Who was asked, as a person calls it: `PyPI`, `Fulcio`. */
  readonly service: string;
  readonly host: string;
  /** What went wrong in the last try, in a few words: `HTTP 503`, `no answer within 30 s`. */
  readonly reason: string;
  /** How many times it was tried. */
  readonly tries: number;
  /** The status of the last answer, where there was one. */
  readonly status?: number | undefined;
  /** Whether the request may have been carried out all the same. */
  readonly ambiguous: boolean;
  /** Whether an answer came that is not HTTP. */
  readonly garbled?: boolean;
  /** Whether the answer is longer than is read: it is not asked for again. */
  readonly tooLong?: boolean;
  readonly cause?: unknown;
}

/**
 * No usable answer came from a service. Rooms catch it and say, as a PublishError,
 * what that means for the release.
 */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';
  readonly service: string;
  readonly host: string;
  readonly reason: string;
  readonly tries: number;
  readonly status: number | undefined;
  readonly ambiguous: boolean;
  readonly garbled: boolean;
  readonly tooLong: boolean;

  constructor(init: RequestFailureInit) {
    const tries = init.tries > 1 ? ` after ${init.tries} tries` : '';
    const place = init.service === init.host ? init.host : `${init.service} (${init.host})`;
    const what = /^the proxy\b/.test(init.reason)
      ? 'could not be reached'
      : 'did not respond correctly';
    super(
      `${place} ${what}${tries}: ${init.reason}.`,
      init.cause === undefined ? undefined : { cause: init.cause },
    );
    this.service = init.service;
    this.host = init.host;
    this.reason = init.reason;
    this.tries = init.tries;
    this.status = init.status;
    this.ambiguous = init.ambiguous;
    this.garbled = init.garbled ?? false;
    this.tooLong = init.tooLong ?? false;
  }
}
