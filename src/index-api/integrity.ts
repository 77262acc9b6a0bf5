import { INTEGRITY_JSON, type Provenance, provenanceSchema } from '../formats/provenance.ts';
import { jsonBody } from '../http/json.ts';
import { RequestFailure } from '../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../http/retry.ts';
import type { IndexProfile } from './index-profile.ts';

interface IndexedFile {
  readonly project: string;
  readonly version: string;
  readonly filename: string;
}

/** Where an index serves a file's provenance. */
export function provenanceUrl(file: IndexedFile, index: IndexProfile): string {
  const path = [file.project, file.version, file.filename].map(encodeURIComponent).join('/');
  return `${index.siteUrl}/integrity/${path}/provenance`;
}

/**
 * The provenance that an index serves for a file (PyPI's integrity API).
 * @returns undefined when it serves none, or nothing of that shape
 */
export async function fetchProvenance(
  file: IndexedFile,
  index: IndexProfile,
  deps: RetryDeps,
): Promise<Provenance | undefined> {
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: provenanceUrl(file, index),
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
