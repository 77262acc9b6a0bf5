import type { RetryDeps } from '../../http/retry.ts';
import { fetchListing, type ReadIndex } from '../../pypi/simple/project-state.ts';
import { fetchProvenanceText, type ProvenanceText } from '../../pypi/simple/provenance-text.ts';
import type { EvidenceSource } from './source.ts';

/** After so many answers that never came, and none that did, an index is not waited for again. */
const PATIENCE = 5;

/** Evidence straight from an index. */
export function indexEvidence(index: ReadIndex, deps: RetryDeps): EvidenceSource {
  const outage = { failures: 0, answers: 0 };
  const unlessOut = async <T extends { readonly kind: string }>(ask: () => Promise<T>) => {
    if (outage.answers === 0 && outage.failures >= PATIENCE) {
      const reason = `${index.title} did not respond correctly ${outage.failures} times, and is not asked again.`;
      return { kind: 'unavailable', reason } as const;
    }
    const answer = await ask();
    if (answer.kind === 'unavailable') outage.failures += 1;
    else outage.answers += 1;
    return answer;
  };
  return {
    origin: 'index',
    listing: (project) => unlessOut(() => fetchListing(project, index, deps)),
    provenance: ({ url }) => unlessOut(() => fetchProvenanceText(url, index, deps)),
  };
}

/** Asks once, however many files of a release need the same earlier evidence. */
export function rememberProvenance(source: EvidenceSource): EvidenceSource {
  const asked = new Map<string, Promise<ProvenanceText>>();
  return {
    ...source,
    provenance: (wanted) => {
      const key = `${wanted.sha256} ${wanted.url}`;
      const answer = asked.get(key) ?? source.provenance(wanted);
      asked.set(key, answer);
      return answer;
    },
  };
}
