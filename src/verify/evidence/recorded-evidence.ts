import { PACK_SCHEMA, type PackHead, type PackLine } from './pack-schema.ts';
import type { EvidenceSource } from './source.ts';

/** A source that remembers what it answered, to be packed. */
export interface RecordedEvidence {
  readonly source: EvidenceSource;
  /** The pack: what answered, sorted, so that two packs of the same answers are the same. */
  pack(head: Omit<PackHead, 'schema'>): string;
}

/** Wraps a source so that all it answers can be packed afterwards; what failed is not kept. */
export function recordEvidence(source: EvidenceSource): RecordedEvidence {
  const lines = new Map<string, PackLine>();
  return {
    source: {
      origin: source.origin,
      listing: async (project) => {
        const answer = await source.listing(project);
        if (answer.kind === 'listed' || answer.kind === 'missing') {
          const page = answer.kind === 'listed' ? answer.page : null;
          lines.set(`project ${project}`, { project, page });
        }
        return answer;
      },
      provenance: async (wanted) => {
        const answer = await source.provenance(wanted);
        if (answer.kind === 'found') {
          const { sha256 } = wanted;
          lines.set(`sha256 ${sha256}`, { sha256, provenance: answer.text });
        }
        return answer;
      },
    },
    pack: (head) =>
      [{ schema: PACK_SCHEMA, ...head }, ...[...lines].toSorted(byKey).map(([, line]) => line)]
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
  };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
