import * as v from 'valibot';
import { attestationSchema } from './attestation.ts';

/** A PEP 740 provenance object as an index serves it. Publishers are open: kinds vary. */
export const provenanceSchema = v.object({
  version: v.literal(1),
  attestation_bundles: v.array(
    v.object({
      publisher: v.looseObject({ kind: v.string() }),
      attestations: v.array(attestationSchema),
    }),
  ),
});

export type Provenance = v.InferOutput<typeof provenanceSchema>;

/** The media type to ask for (PyPI's integrity API). */
export const INTEGRITY_JSON = 'application/vnd.pypi.integrity.v1+json';
