import type { EvidenceOrigin } from '../../provenance/report.ts';
import type { ListingAnswer } from '../../pypi/simple/project-state.ts';
import type { ProvenanceText } from '../../pypi/simple/provenance-text.ts';

/** A file whose provenance is wanted, as its index lists it. */
export interface WantedProvenance {
  readonly filename: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** Where the listing says that it is. */
  readonly url: string;
}

/** An index's answer; or that nobody is to be asked. */
export type ListingWord = ListingAnswer | { readonly kind: 'not-asked' };

/** Where listings and provenance come from: an index, or a pack that somebody made of one. */
export interface EvidenceSource {
  readonly origin: EvidenceOrigin;
  listing(project: string): Promise<ListingWord>;
  provenance(wanted: WantedProvenance): Promise<ProvenanceText>;
}

/** For runs that are offline: nobody is asked, and that is no answer. */
export const NO_EVIDENCE: EvidenceSource = {
  origin: 'none',
  listing: async () => ({ kind: 'not-asked' }),
  provenance: async () => ({ kind: 'unavailable', reason: 'The run is offline.' }),
};
