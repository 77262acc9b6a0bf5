import * as v from 'valibot';

/** More than three times what the largest projects have, and few enough for memory. */
export const MOST_FILES = 200_000;

/** Longest texts, in characters. */
const LONGEST_NAME = 1024;
/** With a signature in its query a URL can have thousands. */
export const LONGEST_URL = 8192;
const LONGEST_WORD = 256;
const LONGEST_REASON = 1024;

const word = v.pipe(v.string(), v.maxLength(LONGEST_WORD));
const url = v.pipe(v.string(), v.maxLength(LONGEST_URL));
/** What somebody wrote is cut. */
const reason = v.pipe(
  v.string(),
  v.transform((text) => text.slice(0, LONGEST_REASON)),
);

/** One file of a page. */
export const simpleFileSchema = v.object({
  filename: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  url,
  hashes: v.record(word, word),
  size: v.optional(v.number()),
  'upload-time': v.optional(word),
  /** A text is the reason (PEP 592). */
  yanked: v.optional(v.union([v.boolean(), reason])),
  provenance: v.optional(v.nullable(url)),
});

/** What a page says besides its files. */
export const simpleHeadSchema = v.object({
  meta: v.object({ 'api-version': word }),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  'project-status': v.optional(v.object({ status: v.optional(word), reason: v.optional(reason) })),
  versions: v.optional(v.pipe(v.array(word), v.maxLength(MOST_FILES))),
});

/** A project page of the JSON Simple API (PEP 691, 700, 740, 792). Unknown keys are ignored. */
export const simpleProjectSchema = v.object({
  ...simpleHeadSchema.entries,
  files: v.pipe(v.array(simpleFileSchema), v.maxLength(MOST_FILES)),
});

export type SimpleProject = v.InferOutput<typeof simpleProjectSchema>;
export type SimpleFile = v.InferOutput<typeof simpleFileSchema>;

/** What to accept, in one request (PEP 691): JSON, or HTML of an index that has nothing else. */
export const SIMPLE_ACCEPT =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';
