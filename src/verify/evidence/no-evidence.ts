import type { EvidenceSource } from './source.ts';

/** For runs that are offline: nobody is asked, and that is no answer. */
export const NO_EVIDENCE: EvidenceSource = {
  origin: 'none',
  listing: async () => ({ kind: 'not-asked' }),
  provenance: async () => ({ kind: 'unavailable', reason: 'The run is offline.' }),
};
