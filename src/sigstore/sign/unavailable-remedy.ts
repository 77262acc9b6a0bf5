import { proxyRemedy } from '../../http/proxies.ts';
import { RequestFailure } from '../../http/request-failure.ts';

/** What to do where a service of Sigstore gave no usable answer. */
export function unavailableRemedy(cause: unknown): string {
  const atProxy = cause instanceof RequestFailure ? proxyRemedy(cause.reason) : undefined;
  return atProxy ?? 'Look at https://status.sigstore.dev, then run the job again.';
}
