import * as v from 'valibot';

const file = v.object({
  filename: v.string(),
  url: v.string(),
  hashes: v.record(v.string(), v.string()),
  size: v.optional(v.number()),
  'upload-time': v.optional(v.string()),
  /** A text is the reason (PEP 592). */
  yanked: v.optional(v.union([v.boolean(), v.string()])),
  provenance: v.optional(v.nullable(v.string())),
});

/** A project page of the JSON Simple API (PEP 691, 700, 740, 792). Unknown keys are ignored. */
export const simpleProjectSchema = v.object({
  meta: v.object({ 'api-version': v.string() }),
  name: v.string(),
  'project-status': v.optional(
    v.object({ status: v.optional(v.string()), reason: v.optional(v.string()) }),
  ),
  versions: v.optional(v.array(v.string())),
  files: v.array(file),
});

export type SimpleProject = v.InferOutput<typeof simpleProjectSchema>;
export type SimpleFile = v.InferOutput<typeof file>;

/** What to accept, in one request (PEP 691): JSON, or HTML of an index that has nothing else. */
export const SIMPLE_ACCEPT =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';
