import * as v from 'valibot';
import { simpleProjectSchema } from '../../pypi/simple/simple-api.ts';

/** The first line of a pack says which form it has. */
export const PACK_SCHEMA = 'provenance-pack/1';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/**
 * A pack of evidence is one JSONL file: a head, and then in any order what an index said of
 * projects and the provenance of files, by their bytes.
 */
export const packHeadSchema = v.object({
  schema: v.literal(PACK_SCHEMA),
  /** When it was made, RFC 3339: what is not in it, was not there then. */
  created: v.pipe(v.string(), v.isoTimestamp()),
  /** The root of the Simple API that it was made of. */
  index: v.string(),
  /** A Sigstore trusted root (protobuf's JSON). */
  trustedRoot: v.unknown(),
});

export const packLineSchema = v.union([
  /** An extract of the Simple API; null where the index had no such project. */
  v.object({ project: v.string(), page: v.nullable(simpleProjectSchema) }),
  /** A provenance object's text as it was served. */
  v.object({ sha256, provenance: v.string() }),
]);

export type PackHead = v.InferOutput<typeof packHeadSchema>;
export type PackLine = v.InferOutput<typeof packLineSchema>;
