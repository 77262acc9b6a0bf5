import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import { INTEGRITY_JSON } from '../../sigstore/model/provenance.ts';
import { READING, READING_TIMEOUT_MS, type ReadIndex } from './project-state.ts';

/** What an index answers when it is asked for provenance. */
export type ProvenanceText =
  | { readonly kind: 'found'; readonly text: string }
  /** The index answers, and has none: with a listing that names some, that is a contradiction. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * Fetches the provenance object that a listing names (PEP 740 `provenance`).
 * @param url as listed; only a place on the index's own origin is asked
 */
export async function fetchProvenanceText(
  url: string,
  index: ReadIndex,
  deps: RetryDeps,
): Promise<ProvenanceText> {
  const place = URL.parse(url, index.simpleUrl);
  if (place === null || place.origin !== new URL(index.simpleUrl).origin) {
    return {
      kind: 'unavailable',
      reason: `${index.title} names provenance at another host (${place?.host ?? 'no URL'}), which is not asked.`,
    };
  }
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: place.href,
        headers: { accept: `${INTEGRITY_JSON}, application/json;q=0.9` },
        maxBodyBytes: JSON_LIMITS.provenance.bytes,
        timeoutMs: READING_TIMEOUT_MS,
      },
      deps,
      READING,
    );
    if (response.status === 200) return { kind: 'found', text: response.body.toString('utf8') };
    if (response.status === 404) return { kind: 'none' };
    const disabled = response.status === 403 ? ' (access to provenance is disabled)' : '';
    return {
      kind: 'unavailable',
      reason: `${index.title} answered HTTP ${response.status}${disabled}.`,
    };
  } catch (failure) {
    if (!(failure instanceof RequestFailure)) throw failure;
    return { kind: 'unavailable', reason: failure.message };
  }
}
