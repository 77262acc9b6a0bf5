import type { ProvenanceAnswer } from '../../pypi/simple/provenance-text.ts';
import type { EvidenceSource } from './source.ts';

/** Asks once, however many files of a release need the same earlier evidence. */
export function rememberProvenance(source: EvidenceSource): EvidenceSource {
  const asked = new Map<string, Promise<ProvenanceAnswer>>();
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
