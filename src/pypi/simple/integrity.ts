import { jsonBody } from '../../http/json.ts';
import { RequestFailure } from '../../http/request-failure.ts';
import { type RetryDeps, sendWithRetries } from '../../http/retry.ts';
import { JSON_LIMITS } from '../../json/limits.ts';
import {
  INTEGRITY_JSON,
  type Provenance,
  provenanceSchema,
} from '../../sigstore/model/provenance.ts';
import type { IndexProfile } from '../index-profile.ts';

const PROVENANCE = { schema: provenanceSchema, limits: JSON_LIMITS.provenance };

/** A file as the integrity API names it. */
export interface IndexedFile {
  readonly project: string;
  readonly version: string;
  readonly filename: string;
}

/** Where an index serves a file's provenance. */
export function provenanceUrl(file: IndexedFile, index: IndexProfile): string {
  const path = [file.project, file.version, file.filename].map(encodeURIComponent).join('/');
  return `${index.siteUrl}/integrity/${path}/provenance`;
}

/** What an index says of a file's provenance. */
export type ProvenanceAnswer =
  | { readonly kind: 'served'; readonly provenance: Provenance }
  /** It has none. */
  | { readonly kind: 'none' }
  /** It does not answer, or in no form that is known. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Asks an index for the provenance of a file (PyPI's integrity API). Never an error. */
export async function askProvenance(
  file: IndexedFile,
  index: IndexProfile,
  deps: RetryDeps,
): Promise<ProvenanceAnswer> {
  try {
    const response = await sendWithRetries(
      {
        service: index.title,
        method: 'GET',
        url: provenanceUrl(file, index),
        headers: { accept: INTEGRITY_JSON },
        maxBodyBytes: PROVENANCE.limits.bytes,
      },
      deps,
      { tries: 3, budgetMs: 15_000 },
    );
    if (response.status === 404) return { kind: 'none' };
    const provenance = response.status === 200 ? jsonBody(response, PROVENANCE) : undefined;
    return provenance
      ? { kind: 'served', provenance }
      : { kind: 'unknown', reason: `HTTP ${response.status} without provenance` };
  } catch (failure) {
    if (failure instanceof RequestFailure) return { kind: 'unknown', reason: failure.reason };
    throw failure;
  }
}

/**
 * Fetches the provenance that an index serves for a file.
 * @returns undefined when it serves none, or nothing of that shape
 */
export async function fetchProvenance(
  file: IndexedFile,
  index: IndexProfile,
  deps: RetryDeps,
): Promise<Provenance | undefined> {
  const answer = await askProvenance(file, index, deps);
  return answer.kind === 'served' ? answer.provenance : undefined;
}
