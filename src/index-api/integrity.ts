import { INTEGRITY_JSON, type Provenance, provenanceSchema } from '../formats/provenance.ts';
import { jsonBody } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../http/retry.ts';
import type { IndexProfile } from './index-profile.ts';

/**
 * The provenance that an index serves for a file (PyPI's integrity API).
 * @returns undefined when it serves none, or nothing of that shape
 */
export async function fetchProvenance(
  file: { readonly project: string; readonly version: string; readonly filename: string },
  index: IndexProfile,
  deps: RetryDeps,
): Promise<Provenance | undefined> {
  const path = [file.project, file.version, file.filename].map(encodeURIComponent).join('/');
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: `${index.siteUrl}/integrity/${path}/provenance`,
        headers: { accept: INTEGRITY_JSON },
      },
      deps,
      { tries: 3, budgetMs: 15_000 },
    );
    return response.status === 200 ? jsonBody(response, provenanceSchema) : undefined;
  } catch (failure) {
    if (failure instanceof RequestFailure) return undefined;
    throw failure;
  }
}
